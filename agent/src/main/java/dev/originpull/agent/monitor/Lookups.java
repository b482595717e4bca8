package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Hostname;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Asks for the addresses of many names at a time. */
public final class Lookups {
    /** The system's resolver blocks: so many names are asked for at a time. */
    private static final int THREADS = 16;

    /**
     * What the C libraries say where the name does not exist (EAI_NONAME) or has no address (EAI_NODATA): glibc, musl, macOS. A server
     * that fails is another error (EAI_AGAIN), and what Java remembers of a failure has no text at all.
     */
    private static final List<String> DENIALS = List.of(
            "name or service not known",
            "no address associated with",
            "name does not resolve",
            "name has no usable address",
            "nodename nor servname provided");

    private final Lookup lookup;
    private final Duration limit;
    private final Semaphore places = new Semaphore(THREADS);
    private final Queue<Question> waiting = new ConcurrentLinkedQueue<>();

    /** @param limit so long after the last answer to any name no more are waited for */
    public Lookups(Lookup lookup, Duration limit) {
        this.lookup = lookup;
        this.limit = limit;
    }

    /** Finds the addresses of a name, and takes its time. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** What became of a name. */
    public sealed interface Answer {}

    /**
     * Its addresses.
     *
     * @param addresses one at least
     */
    public record Addresses(List<InetAddress> addresses) implements Answer {
        public Addresses {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * It has none, or they could not be had.
     *
     * @param why half a sentence
     * @param isFinal whether the name server says that there is none, and not merely gives no answer
     */
    public record NoAnswer(String why, boolean isFinal) implements Answer {}

    /** The answers for these names, each asked for once, in the same order. */
    public Map<Hostname, Answer> of(Collection<Hostname> names) throws InterruptedException {
        Map<Hostname, Answer> answers = new HashMap<>();
        each(names, answers::put);
        Map<Hostname, Answer> inOrder = new LinkedHashMap<>();
        names.forEach(name -> inOrder.put(name, Objects.requireNonNull(answers.get(name), "every name is answered")));
        return inOrder;
    }

    /** Tells of each answer as it comes, on this thread; of names that get none, at the end. */
    void each(Collection<Hostname> names, BiConsumer<Hostname, Answer> told) throws InterruptedException {
        Batch batch = new Batch();
        Set<Hostname> open = new LinkedHashSet<>(names);
        try {
            open.forEach(name -> waiting.add(new Question(batch, name)));
            beginWork(open.size());
            batch.collect(open, told);
        } finally {
            // What a name server left unanswered would be asked on and on, next to the next batch and the one after it.
            waiting.removeIf(question -> question.batch == batch);
        }
    }

    private record Question(Batch batch, Hostname name) {}

    /** Names that are asked for together. */
    private final class Batch {
        private final BlockingQueue<Map.Entry<Hostname, Answer>> answers = new LinkedBlockingQueue<>();

        /** While others are answered, one's turn may be yet to come; where nobody is, nothing more is waited for. */
        void collect(Set<Hostname> open, BiConsumer<Hostname, Answer> told) throws InterruptedException {
            while (!open.isEmpty()) {
                Map.Entry<Hostname, Answer> next = answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                open.remove(next.getKey());
                told.accept(next.getKey(), next.getValue());
            }
            open.forEach(name -> told.accept(
                    name, new NoAnswer("the name server gave no answer within " + limit.toMillis() + " ms", false)));
        }
    }

    /** Threads that still wait for a name server on behalf of an earlier batch take part when they are free. */
    private void beginWork(int questions) {
        for (int i = 0; i < questions && places.tryAcquire(); i++) {
            Thread thread = new Thread(this::work, "resolver");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void work() {
        do {
            try {
                for (Question next = waiting.poll(); next != null; next = waiting.poll()) {
                    next.batch.answers.add(Map.entry(next.name, ask(next.name)));
                }
            } finally {
                places.release();
            }
            // One may have been added after the last was taken, by who found no place free.
        } while (!waiting.isEmpty() && places.tryAcquire());
    }

    private Answer ask(Hostname name) {
        try {
            return new Addresses(List.of(lookup.addresses(name.name())));
        } catch (UnknownHostException e) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            return new NoAnswer("the name has no address", DENIALS.stream().anyMatch(message::contains));
        } catch (RuntimeException | Error e) {
            // A resolver that fails in another way, on a machine without memory say, has not answered.
            return new NoAnswer("the look-up failed: " + e, false);
        }
    }
}
