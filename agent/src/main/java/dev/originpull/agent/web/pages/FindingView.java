package dev.originpull.agent.web.pages;

/**
 * A finding as pages show it.
 *
 * @param severity a word, as in JSON
 * @param fix may have several lines; empty where there is none
 */
public record FindingView(String code, String severity, String message, String fix) {}
