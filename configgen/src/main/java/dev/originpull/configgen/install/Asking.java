package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.Listener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/** Asks many subjects at once: a few at each address and a bounded number in all, so that a server has little to do for it. */
record Asking(Question question) {
    /** Of a visitor's browser are as many expected at one time. */
    static final int AT_AN_ADDRESS = 4;

    static final int IN_ALL = 16;

    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "probe");
        thread.setDaemon(true);
        return thread;
    };

    /** The answers in the order of the subjects. One that ends in an exception is undetermined, and costs no other its answer. */
    Map<Subject, Question.Answer> ask(Collection<Subject> subjects, Optional<Stage> expected)
            throws InterruptedException {
        Map<Subject, Question.Answer> answers = new ConcurrentHashMap<>();
        if (subjects.size() == 1) {
            Subject only = subjects.iterator().next();
            answers.put(only, ask(only, expected));
        } else if (!subjects.isEmpty()) {
            askAll(subjects, expected, answers);
        }
        Map<Subject, Question.Answer> inOrder = new LinkedHashMap<>();
        subjects.forEach(
                subject -> Optional.ofNullable(answers.get(subject)).ifPresent(answer -> inOrder.put(subject, answer)));
        return inOrder;
    }

    private void askAll(Collection<Subject> subjects, Optional<Stage> expected, Map<Subject, Question.Answer> answers)
            throws InterruptedException {
        Map<Listener, Queue<Subject>> queues = new LinkedHashMap<>();
        subjects.forEach(subject -> queues.computeIfAbsent(subject.address(), first -> new ConcurrentLinkedQueue<>())
                .add(subject));
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(IN_ALL, subjects.size()), THREADS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < AT_AN_ADDRESS; i++) {
                for (Queue<Subject> queue : queues.values()) {
                    runs.add(pool.submit(() -> {
                        for (Subject next = queue.poll(); next != null; next = queue.poll()) {
                            answers.put(next, ask(next, expected));
                        }
                        return null;
                    }));
                }
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a question ends in an answer", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Question.Answer ask(Subject subject, Optional<Stage> expected) throws InterruptedException {
        try {
            return question.ask(subject.address(), subject.hostname(), expected);
        } catch (RuntimeException | LinkageError bug) {
            // Files may have to be restored and a server reloaded after this, whatever a probe met.
            return new Question.Answer("inconclusive", "a bug in originpull: " + bug);
        }
    }
}
