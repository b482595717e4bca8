package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Hostname;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for the addresses of many names at a time. */
public final class Lookups {
    /** The system's resolver blocks: so many names are asked for at a time. */
    private static final int THREADS = 16;

    private final Lookup lookup;
    private final Duration limit;

    /** @param limit how long one name may take */
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
        Map<Hostname, Future<InetAddress[]>> tasks = begin(names);
        Map<Hostname, Answer> answers = new LinkedHashMap<>();
        for (Map.Entry<Hostname, Future<InetAddress[]>> task : tasks.entrySet()) {
            answers.put(task.getKey(), answer(task.getValue()));
        }
        return answers;
    }

    private Map<Hostname, Future<InetAddress[]>> begin(Collection<Hostname> names) {
        Map<Hostname, Future<InetAddress[]>> tasks = new LinkedHashMap<>();
        LinkedBlockingQueue<FutureTask<InetAddress[]>> waiting = new LinkedBlockingQueue<>();
        for (Hostname name : names) {
            if (!tasks.containsKey(name)) {
                FutureTask<InetAddress[]> task = new FutureTask<>(() -> lookup.addresses(name.name()));
                tasks.put(name, task);
                waiting.add(task);
            }
        }
        for (int i = 0; i < Math.min(THREADS, tasks.size()); i++) {
            Thread thread = new Thread(
                    () -> {
                        for (FutureTask<?> next = waiting.poll(); next != null; next = waiting.poll()) {
                            next.run();
                        }
                    },
                    "resolver-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        return tasks;
    }

    private Answer answer(Future<InetAddress[]> task) throws InterruptedException {
        try {
            return new Addresses(List.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            return new NoAnswer("the name server gave no answer within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownHostException)) {
                throw new IllegalStateException("a look-up fails in one way only", e.getCause());
            }
            return new NoAnswer("the name has no address");
        }
    }
}
