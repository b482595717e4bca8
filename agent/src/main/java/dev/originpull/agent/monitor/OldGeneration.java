package dev.originpull.agent.monitor;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/**
 * Keeps the heap of a process that runs for months near what it really holds.
 *
 * <p>A look lives for one interval: long enough for the serial collector to move it to the old generation, which it then lets grow to
 * the largest heap allowed before it collects it for the first time. Ten thousand origins hold 20 MiB and would take 250. A
 * collection of that takes some tens of milliseconds, a few times a minute.
 */
final class OldGeneration {
    /** The serial collector's pool; the others collect theirs in good time. */
    private static final String POOL = "Tenured Gen";

    private static final double MOST_GROWTH = 1.2;
    /** In bytes: less is not worth a collection. */
    private static final long WORTH_IT = 4L << 20;

    private OldGeneration() {}

    /** Collects what has grown much since it was collected last. */
    static void collect() {
        pool().filter(pool -> isOverdue(pool.getUsage(), pool.getCollectionUsage()))
                .ifPresent(pool -> System.gc());
    }

    /** After much of it has become garbage at once: without growth it would not be collected. */
    static void collectNow() {
        pool().ifPresent(pool -> System.gc());
    }

    static boolean isOverdue(MemoryUsage now, MemoryUsage afterLast) {
        long grown = now.getUsed() - afterLast.getUsed();
        return grown > WORTH_IT && now.getUsed() > afterLast.getUsed() * MOST_GROWTH;
    }

    private static Optional<MemoryPoolMXBean> pool() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals(POOL))
                .findFirst();
    }
}
