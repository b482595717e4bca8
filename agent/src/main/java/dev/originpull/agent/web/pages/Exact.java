package dev.originpull.agent.web.pages;

/** Text that is to reach the reader character by character: what makes it has made sure that it holds nothing misleading. */
public record Exact(String text) {}
