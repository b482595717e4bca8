package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Hostname;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for the addresses of many names at a time. */
public final class Lookups {
    /** The system's resolver blocks: so many names are asked for at a time. */
    private static final int THREADS = 16;

    private final Lookup lookup;
    private final Duration limit;

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
     */
    public record NoAnswer(String why) implements Answer {}

    /** The answers for these names, each asked for once, in the same order. */
    public Map<Hostname, Answer> of(Collection<Hostname> names) throws InterruptedException {
        Batch batch = new Batch(names);
        try {
            batch.begin();
            Map<Hostname, Answer> answers = new LinkedHashMap<>();
            for (Map.Entry<Hostname, FutureTask<InetAddress[]>> task : batch.tasks.entrySet()) {
                answers.put(task.getKey(), batch.answer(task.getValue()));
            }
            return answers;
        } finally {
            // What a name server left unanswered would be asked on and on, beside the next batch and the one after it.
            batch.waiting.clear();
        }
    }

    /** Names that are asked for together. */
    private final class Batch {
        private final Map<Hostname, FutureTask<InetAddress[]>> tasks = new LinkedHashMap<>();
        private final Queue<FutureTask<InetAddress[]>> waiting = new ConcurrentLinkedQueue<>();
        private volatile long lastAnswer = System.nanoTime();

        Batch(Collection<Hostname> names) {
            for (Hostname name : names) {
                tasks.computeIfAbsent(name, each -> new FutureTask<>(() -> lookup.addresses(each.name())));
            }
            waiting.addAll(tasks.values());
        }

        void begin() {
            for (int i = 0; i < Math.min(THREADS, tasks.size()); i++) {
                Thread thread = new Thread(this::work, "resolver-" + i);
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void work() {
            for (FutureTask<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
                lastAnswer = System.nanoTime();
            }
        }

        Answer answer(Future<InetAddress[]> task) throws InterruptedException {
            while (true) {
                // While others are answered, this one's turn may be yet to come; where nobody is, it is not waited for
                // again.
                long left = lastAnswer + limit.toNanos() - System.nanoTime();
                try {
                    return new Addresses(List.of(task.get(Math.max(0, left), TimeUnit.NANOSECONDS)));
                } catch (TimeoutException e) {
                    if (lastAnswer + limit.toNanos() - System.nanoTime() <= 0) {
                        return new NoAnswer("the name server gave no answer within " + limit.toMillis() + " ms");
                    }
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownHostException)) {
                        throw new IllegalStateException("a look-up fails in one way only", e.getCause());
                    }
                    return new NoAnswer("the name has no address");
                }
            }
        }
    }
}
