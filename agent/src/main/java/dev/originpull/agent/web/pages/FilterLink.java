package dev.originpull.agent.web.pages;

/**
 * A filter with how many origins it leaves.
 *
 * @param word names how it is marked
 * @param link sets it, or takes it away where it is set
 */
public record FilterLink(String word, String label, int count, boolean current, String link) {}
