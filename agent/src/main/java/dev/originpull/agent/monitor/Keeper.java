package dev.originpull.agent.monitor;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps results over a restart, where there is a file to; trouble with it ends nothing, and is told once. */
final class Keeper {
    /** Of the time, writing takes one part of so many at most: a large fleet has news all the time. */
    private static final int PARTS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

    private final Optional<StateFile> file;
    private final Clock clock;
    private final LongSupplier nanos;
    private long keptAt;
    private long tookNanos;
    private volatile boolean kept = true;

    Keeper(Optional<StateFile> file, Clock clock) {
        this(file, clock, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward, in nanoseconds */
    Keeper(Optional<StateFile> file, Clock clock, LongSupplier nanos) {
        this.file = file;
        this.clock = clock;
        this.nanos = nanos;
        this.keptAt = nanos.getAsLong();
    }

    /** What an earlier process kept. A file that cannot be read is moved aside. */
    Map<String, StateFile.Memory> remembered() {
        if (file.isEmpty()) {
            return Map.of();
        }
        try {
            return file.get().read();
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}; histories begin anew{}", file.get(), e.getMessage(), setAside(file.get()));
            return Map.of();
        }
    }

    /** Removes what a process that was killed left behind; to be called when no other process writes there. */
    void tidy() {
        if (file.isEmpty()) {
            return;
        }
        try {
            file.get().removeRemains();
        } catch (IOException e) {
            LOG.debug("{}: its folder cannot be tidied", file.get(), e);
        }
    }

    private static String setAside(StateFile file) {
        try {
            return ", and what it holds is kept as " + file.setAside();
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether it is too early to write again. */
    synchronized boolean isResting() {
        return nanos.getAsLong() - keptAt < tookNanos * PARTS;
    }

    synchronized boolean isOlderThan(Duration age) {
        return nanos.getAsLong() - keptAt > age.toNanos();
    }

    synchronized void keep(List<Standing> standings) {
        keptAt = nanos.getAsLong();
        if (file.isEmpty()) {
            return;
        }
        try {
            file.get().write(standings, clock.instant());
            if (!kept) {
                LOG.info("{} is written again", file.get());
            }
            kept = true;
        } catch (IOException e) {
            if (kept) {
                LOG.warn(
                        "{} cannot be written: {}; what it held stays, and a restart forgets what came since: make room, or "
                                + "give the agent the right to write there",
                        file.get(),
                        why(e));
            }
            kept = false;
        }
        tookNanos = nanos.getAsLong() - keptAt;
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileSystemException trouble && trouble.getReason() != null) {
            return trouble.getReason();
        }
        return String.valueOf(e.getMessage());
    }

    Optional<Boolean> isKept() {
        return file.map(there -> kept);
    }
}
