package dev.originpull.agent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.install.Guard;
import dev.originpull.configgen.run.CommandRunner;
import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardsTest {
    @TempDir
    private Path folder;

    @Test
    void setsATimerOfSystemdAndStopsIt() throws Exception {
        List<String> ran = new ArrayList<>();
        CommandRunner runner = (command, limit) -> {
            ran.add(String.join(" ", command));
            return new Ran(command, OptionalInt.of(0), "");
        };
        GuardCommand command =
                new GuardCommand(List.of("/opt/originpull/bin/originpull"), Path.of("/etc/originpull/originpull.yaml"));

        Guard.Armed armed = new SystemdGuard(runner, command, Map.of("PATH", "/usr/bin"), Duration.ofSeconds(60))
                .arm("000007", Duration.ofMillis(30_900));
        armed.disarm();

        assertThat(armed.description()).isEqualTo("originpull-guard-000007.timer, in 90 s");
        assertThat(ran)
                .containsExactly(
                        "systemd-run --quiet --collect --unit=originpull-guard-000007 "
                                + "--description=originpull: takes change 000007 back unless it is committed --on-active=90s "
                                + "--timer-property=AccuracySec=1s --property=KillMode=process --setenv=PATH=/usr/bin -- /opt/originpull/bin/originpull rollback "
                                + "--guard 000007 --config /etc/originpull/originpull.yaml --quiet",
                        "systemctl stop originpull-guard-000007.timer");
    }

    @Test
    void takesTheNextGuardWhereOneCannotBeSet() throws Exception {
        Guard refusing = (change, proof) -> {
            throw new IOException("no systemd");
        };
        assertThat(new HostGuard(List.of(refusing, detached(Duration.ofMinutes(10))))
                        .arm("000001", Duration.ZERO)
                        .description())
                .startsWith("process ");
        assertThatThrownBy(() -> new HostGuard(List.of(refusing)).arm("000001", Duration.ZERO))
                .hasMessage("no systemd");
    }

    @Test
    void firesByItselfUnlessItIsCalledOff() throws Exception {
        Guard.Armed off = detached(Duration.ofSeconds(1)).arm("000001", Duration.ZERO);
        off.disarm();
        Guard.Armed on = detached(Duration.ofSeconds(1)).arm("000002", Duration.ZERO);

        await(() -> Files.exists(folder.resolve("000002")));
        assertThat(folder.resolve("000001")).doesNotExist();
        on.disarm();
    }

    @Test
    void livesInASessionOfItsOwn() throws Exception {
        Guard.Armed armed = detached(Duration.ofMinutes(10)).arm("000001", Duration.ZERO);
        String pid = armed.description().split("[ ,]", -1)[1];
        try {
            // Field 6 of proc(5)'s stat, the name before which holds no blank here.
            await(() -> stat(pid).endsWith(pid));
        } finally {
            armed.disarm();
        }
        await(() -> !ProcessHandle.of(Long.parseLong(pid))
                .map(ProcessHandle::isAlive)
                .orElse(false));
    }

    @Test
    void endsAnOriginpullThatHoldsTheLockForTheChange() throws Exception {
        Path lock = folder.resolve("lock");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        lock.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("locked");

            assertThat(HungChange.end(folder, "000008")).as("another's change").isEmpty();
            assertThat(holder.isAlive()).isTrue();
            assertThat(HungChange.end(folder, "000007")).contains(holder.pid());
            assertThat(holder.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(HungChange.end(folder, "000007")).isEmpty();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void endsNobodyWhoHoldsNoLock() throws Exception {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(folder.resolve("lock"), bystander.pid() + "\n000007\n");

            assertThat(HungChange.end(folder, "000007")).isEmpty();
            assertThat(HungChange.end(folder.resolve("none"), "000007")).isEmpty();
            assertThat(bystander.isAlive()).isTrue();
        } finally {
            bystander.destroyForcibly();
        }
    }

    /** Holds a lock for as long as it lives. */
    static final class LockHolder {
        private LockHolder() {}

        public static void main(String[] args) throws Exception {
            Path lock = Path.of(args[0]);
            try (FileChannel channel = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                channel.lock();
                // By the same channel: closing another one would give the lock up (fcntl(2)).
                channel.write(
                        StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n000007\n"));
                System.out.println("locked");
                new CountDownLatch(1).await();
            }
        }
    }

    /** What it runs leaves a file of the change's number. */
    private Guard detached(Duration after) throws IOException {
        Path script = folder.resolve("launcher");
        Files.writeString(script, "touch \"" + folder + "/$3\"\n");
        return new DetachedGuard(new GuardCommand(List.of("sh", script.toString()), folder), after);
    }

    private static String stat(String pid) {
        try {
            String[] fields = Files.readString(Path.of("/proc", pid, "stat")).split(" ", -1);
            return fields[5];
        } catch (IOException e) {
            return "";
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
