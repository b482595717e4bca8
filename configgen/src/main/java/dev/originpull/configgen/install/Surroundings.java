package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The server as it is met from outside: its commands, its process, its addresses. */
record Surroundings(ServerProgram program, Question question, Pace pace) {
    /** Asks every address once. */
    Map<Listener, Question.Answer> ask(List<Listener> addresses, String hostname, Optional<Stage> expected)
            throws InterruptedException {
        Map<Listener, Question.Answer> answers = new LinkedHashMap<>();
        for (Listener address : addresses) {
            answers.put(address, question.ask(address, hostname, expected));
        }
        return answers;
    }

    /**
     * Asks again and again until everything is as it should be or the time is over; what was seen last.
     *
     * @param between is done between two looks
     */
    Map<Listener, Question.Answer> askUntil(
            Predicate<Map<Listener, Question.Answer>> right,
            Between between,
            List<Listener> addresses,
            String hostname,
            Optional<Stage> expected)
            throws InterruptedException {
        long end = System.nanoTime() + pace.settle().toNanos();
        Map<Listener, Question.Answer> answers = ask(addresses, hostname, expected);
        while (!right.test(answers) && between.goesOn() && System.nanoTime() - end < 0) {
            pace.rest();
            answers = ask(addresses, hostname, expected);
        }
        return answers;
    }

    /** What is done between two looks. */
    interface Between {
        /** Does it; false where there is nothing to wait for any more. */
        boolean goesOn() throws InterruptedException;
    }

    /** Has the server read what is on disk: a reload, or a start where it is dead; what it complained of. */
    Optional<String> reload(ServerProcess process) throws InterruptedException {
        try {
            Ran ran = process.lives().orElse(true) ? program.reload() : program.start();
            return ran.succeeded() ? Optional.empty() : Optional.of(ran.complaint());
        } catch (IOException e) {
            return Optional.of(program.title() + " cannot be told to reload: " + e.getMessage());
        }
    }
}
