package dev.originpull.agent.rollout;

import dev.originpull.configgen.install.Guard;
import dev.originpull.configgen.run.ProcessRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The first timer that this host has: systemd's, or a process of our own. */
record HostGuard(List<Guard> guards) implements Guard {
    private static final List<String> PASSED_ON = List.of("PATH", "JAVA_HOME", "ORIGINPULL_OPTS", "HOME");

    HostGuard {
        guards = List.copyOf(guards);
    }

    /** Systemd's where it has booted this machine (sd_booted(3)) and takes orders from this user. */
    static HostGuard of(GuardCommand command, Duration after) {
        boolean systemd = Files.isDirectory(Path.of("/run/systemd/system"))
                && System.getProperty("user.name", "").equals("root");
        Guard detached = new DetachedGuard(command, after);
        return new HostGuard(
                systemd
                        ? List.of(new SystemdGuard(new ProcessRunner(), command, environment(), after), detached)
                        : List.of(detached));
    }

    @Override
    public Armed arm(String change, Duration proof) throws IOException, InterruptedException {
        IOException failure = new IOException("no guard is known");
        for (Guard guard : guards) {
            try {
                return guard.arm(change, proof);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** What the launcher looks at. */
    private static Map<String, String> environment() {
        return PASSED_ON.stream()
                .flatMap(name -> Stream.ofNullable(System.getenv(name)).map(value -> Map.entry(name, value)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
