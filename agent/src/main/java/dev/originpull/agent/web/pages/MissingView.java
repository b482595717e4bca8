package dev.originpull.agent.web.pages;

/** What a page says that there is not. */
public record MissingView(String title, String explanation) {}
