package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLockTest {
    private static final String SELF = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path state;

    @Test
    void isGivenToOneAtATime() throws Exception {
        try (HostLock first = HostLock.take(state).orElseThrow()) {
            first.note("000007");
            assertThat(HostLock.take(state)).isEmpty();
            assertThat(HostLock.take(state.resolve("..").resolve(state.getFileName())))
                    .isEmpty();
            assertThat(HostLock.holder(state)).contains(new HostLock.Holder(SELF, Optional.empty()));
            assertThat(lockedByAnotherProcess()).isFalse();
        }
        try (HostLock next = HostLock.take(state).orElseThrow()) {
            assertThat(Files.getPosixFilePermissions(HostLock.file(state)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            next.note("");
        }
    }

    @Test
    void tellsOthersWhichChangeIsMade() throws Exception {
        try (HostLock lock = HostLock.take(state).orElseThrow()) {
            lock.note("000007");
        }
        assertThat(HostLock.holder(state)).contains(new HostLock.Holder(SELF, Optional.of("000007")));

        HostLock.take(state).orElseThrow().close();
        assertThat(HostLock.holder(state)).contains(new HostLock.Holder(SELF, Optional.empty()));
    }

    /** By lockf(3), as Java's own locks are: util-linux' flock(1) takes another kind. */
    private boolean lockedByAnotherProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        state.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor() == 0;
    }

    /** Exits with 0 where it gets the lock, and with 3 where not. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] args) throws Exception {
            System.exit(HostLock.take(Path.of(args[0])).isPresent() ? 0 : 3);
        }
    }
}
