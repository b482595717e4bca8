package dev.originpull.agent.rollout;

import dev.originpull.configgen.install.HostLock;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An originpull that makes a change, holds the lock and gets no further: only its end lets somebody else take the change back. */
final class HungChange {
    private static final Duration TO_DIE = Duration.ofSeconds(5);

    private HungChange() {}

    /**
     * Ends the process that holds the lock for this change, where one does and it is an originpull; nobody who holds it for something
     * else, or who has begun to take back what failed. A signal comes first, after which it rolls the change back itself and reports that;
     * if it does not, it is killed.
     *
     * @param state the folder of the lock
     * @return what was ended
     */
    static Optional<Long> end(Path state, String change) throws IOException, InterruptedException {
        Path lock = HostLock.file(state);
        Optional<ProcessHandle> holder = isHeld(lock)
                ? HostLock.holder(state)
                        .filter(found -> found.change().equals(Optional.of(change)))
                        .flatMap(found -> process(found.process(), written(lock)))
                : Optional.empty();
        if (holder.isEmpty()) {
            return Optional.empty();
        }
        holder.get().destroy();
        if (yields(holder.get(), state, change)) {
            return Optional.of(holder.get().pid());
        }
        holder.get().destroyForcibly();
        try {
            holder.get().onExit().get(TO_DIE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("process " + holder.get().pid() + " holds " + lock + " and cannot be ended", e);
        }
        return Optional.of(holder.get().pid());
    }

    /** Whether the process ends by itself, or rolls back what it made. */
    private static boolean yields(ProcessHandle holder, Path state, String change) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < TO_DIE.toNanos()) {
            boolean makes = HostLock.holder(state)
                    .filter(found -> found.change().equals(Optional.of(change)))
                    .isPresent();
            if (!holder.isAlive() || !makes) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return false;
    }

    private static boolean isHeld(Path lock) throws IOException {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken == null;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** A number is given to another process later: one that is younger than what it wrote is not the one. */
    private static Optional<ProcessHandle> process(String number, Instant written) {
        return number.matches("[0-9]{1,9}")
                ? ProcessHandle.of(Long.parseLong(number))
                        .filter(process ->
                                process.pid() != ProcessHandle.current().pid())
                        .filter(process -> process.info()
                                .startInstant()
                                .map(start -> !start.isAfter(written.plusSeconds(1)))
                                .orElse(false))
                        .filter(HungChange::isOriginpull)
                : Optional.empty();
    }

    private static Instant written(Path lock) {
        try {
            return Files.getLastModifiedTime(lock).toInstant();
        } catch (IOException e) {
            return Instant.MIN;
        }
    }

    /** By proc(5): Java's own view of a command line ends after a page, and class paths are long. */
    private static boolean isOriginpull(ProcessHandle process) {
        try {
            Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return Files.readString(commandLine, StandardCharsets.ISO_8859_1).contains("originpull");
        } catch (IOException goneAlready) {
            return false;
        }
    }
}
