package dev.originpull.configgen.install;

/**
 * Something that happened on the way.
 *
 * @param text what, in one line without the step's title; may be empty
 */
public record Event(Step step, State state, String text) {
    /** How far a step has come. */
    public enum State {
        BEGUN,
        DONE,
        FAILED,
        /** Worth knowing, and no failure. */
        NOTE
    }
}
