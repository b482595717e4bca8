package dev.originpull.configgen.install;

/** Is told what happens, on the thread that does it. */
public interface Progress {
    void report(Event event);

    /** A step begins. */
    default void begun(Step step) {
        report(new Event(step, Event.State.BEGUN, ""));
    }

    default void done(Step step, String text) {
        report(new Event(step, Event.State.DONE, text));
    }

    default void failed(Step step, String text) {
        report(new Event(step, Event.State.FAILED, text));
    }

    default void note(Step step, String text) {
        report(new Event(step, Event.State.NOTE, text));
    }
}
