package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The server as it is met from outside: its commands, its process, its addresses. */
record Surroundings(ServerProgram program, Question question, Pace pace) {
    /** Asks every subject once, several at a time. */
    Map<Subject, Question.Answer> ask(Collection<Subject> subjects, Optional<Stage> expected)
            throws InterruptedException {
        return new Asking(question).ask(subjects, expected);
    }

    /**
     * Asks again and again until everything has been as it should be for a while, or {@link Pace#settle} and that while are over.
     *
     * @param between is done between two looks
     * @param hold how long it has to stay right: an old worker and one of a configuration that has been replaced answer, too
     * @return what was seen last
     */
    Map<Subject, Question.Answer> askUntil(
            Predicate<Map<Subject, Question.Answer>> right,
            Between between,
            Duration hold,
            Collection<Subject> subjects,
            Optional<Stage> expected)
            throws InterruptedException {
        long begun = System.nanoTime();
        long wrongAt = begun;
        long longest = pace.settle().plus(hold).toNanos();
        while (true) {
            long asked = System.nanoTime();
            Map<Subject, Question.Answer> answers = ask(subjects, expected);
            boolean isRight = right.test(answers);
            if (!isRight) {
                wrongAt = System.nanoTime();
            }
            boolean stays = isRight && asked - wrongAt >= hold.toNanos();
            if (stays || asked - begun >= longest || !between.goesOn()) {
                return answers;
            }
            pace.rest();
        }
    }

    /** What is done between two looks. */
    interface Between {
        /** Does it; false where there is nothing to wait for any more. */
        boolean goesOn() throws InterruptedException;
    }

    /**
     * What came of telling the server to read what is on disk.
     *
     * @param complaint what the command said; empty where it said that it was told
     * @param started whether it was dead, and was started
     * @param took how long the command took: it reads the whole configuration itself, about as long as the server does then
     */
    record Told(Optional<String> complaint, boolean started, Duration took) {}

    /** Has the server read what is on disk: a reload, or a start where it is dead. */
    Told reload(ServerProcess process) throws InterruptedException {
        long begun = System.nanoTime();
        Optional<String> complaint;
        boolean dead = !process.lives().orElse(true);
        try {
            Ran ran = dead ? program.start() : program.reload();
            complaint = ran.succeeded() ? Optional.empty() : Optional.of(ran.complaint());
        } catch (IOException e) {
            complaint = Optional.of(program.title() + " cannot be told to reload: " + e.getMessage());
        }
        return new Told(complaint, dead, Duration.ofNanos(System.nanoTime() - begun));
    }
}
