package dev.originpull.configgen.install;

/** A step did not come out as it has to: what was done is taken back. */
final class StepFailedException extends Exception {
    StepFailedException(Step step, String message) {
        super(step.title() + ": " + message);
    }
}
