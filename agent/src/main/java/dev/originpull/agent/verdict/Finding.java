package dev.originpull.agent.verdict;

/**
 * Something about an origin that a person should know.
 *
 * @param code for scripts
 * @param severity how bad it is
 * @param message what was seen, one or two sentences
 * @param fix what to do, naming the directive where the server is recognised; never a guess; empty where there is nothing to do
 */
public record Finding(FindingCode code, Severity severity, String message, String fix) {}
