package dev.originpull.agent.monitor;

import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.Target;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.report.Result;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Turns names into addresses: every one that a name has. */
public final class Resolver {
    /** The system's resolver blocks: so many names are asked for at a time. */
    private static final int THREADS = 16;

    private final Lookup lookup;
    private final Duration limit;

    /** @param limit how long one name may take */
    public Resolver(Lookup lookup, Duration limit) {
        this.lookup = lookup;
        this.limit = limit;
    }

    /** Finds the addresses of a name, and takes its time. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** What a target comes to. */
    public sealed interface Place {
        /** Equal for places that need not be looked at twice. */
        String key();
    }

    /** An address to probe. */
    public record Found(Origin origin, Optional<Stage> expected) implements Place {
        @Override
        public String key() {
            return origin.endpoint() + " " + origin.hostname()
                    + expected.map(stage -> " " + stage.word()).orElse("");
        }
    }

    /** A name without one. */
    public record Lost(Result.Unresolved result) implements Place {
        @Override
        public String key() {
            return result.address() + " " + result.hostname();
        }
    }

    /** The places of all targets in their order, each once. */
    public List<Place> resolve(List<Target> targets) throws InterruptedException {
        Map<Hostname, Future<InetAddress[]>> lookups = lookUp(targets);
        // By text: the first hash of a record costs a start-up more than all of this.
        Map<String, Place> places = new LinkedHashMap<>();
        for (Target target : targets) {
            if (target.address() instanceof Address.Literal literal) {
                Found found = found(target, literal.ip());
                places.putIfAbsent(found.key(), found);
            } else if (target.address() instanceof Address.Name name) {
                places(target, name, lookups).forEach(place -> places.putIfAbsent(place.key(), place));
            }
        }
        return List.copyOf(places.values());
    }

    private Map<Hostname, Future<InetAddress[]>> lookUp(List<Target> targets) {
        Map<Hostname, Future<InetAddress[]>> lookups = new HashMap<>();
        LinkedBlockingQueue<FutureTask<InetAddress[]>> waiting = new LinkedBlockingQueue<>();
        for (Target target : targets) {
            if (target.address() instanceof Address.Name named && !lookups.containsKey(named.name())) {
                FutureTask<InetAddress[]> task =
                        new FutureTask<>(() -> lookup.addresses(named.name().name()));
                lookups.put(named.name(), task);
                waiting.add(task);
            }
        }
        for (int i = 0; i < Math.min(THREADS, lookups.size()); i++) {
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
        return lookups;
    }

    private List<Place> places(Target target, Address.Name name, Map<Hostname, Future<InetAddress[]>> lookups)
            throws InterruptedException {
        Future<InetAddress[]> task = lookups.get(name.name());
        if (task == null) {
            throw new IllegalStateException("every name is looked up");
        }
        List<Place> places = new ArrayList<>();
        try {
            for (InetAddress ip : task.get(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                places.add(found(target, ip));
            }
        } catch (TimeoutException e) {
            places.add(lost(target, name, "the name server gave no answer within " + limit.toMillis() + " ms"));
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownHostException)) {
                throw new IllegalStateException("a look-up fails in one way only", e.getCause());
            }
            places.add(lost(target, name, "the name has no address"));
        }
        return places;
    }

    private static Found found(Target target, InetAddress ip) {
        return new Found(
                new Origin(new InetSocketAddress(ip, target.address().port()), target.hostname()), target.expected());
    }

    private static Lost lost(Target target, Address.Name name, String why) {
        String reason = name + " cannot be probed: " + why + ".";
        return new Lost(new Result.Unresolved(name, target.hostname(), target.expected(), reason));
    }
}
