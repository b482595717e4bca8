package dev.originpull.agent.rollout;

import dev.originpull.configgen.install.Guard;
import dev.originpull.configgen.run.CommandRunner;
import dev.originpull.configgen.run.Ran;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A transient timer of systemd (systemd-run(1)): outlives this process, its session and its terminal.
 *
 * @param command what the timer starts, without the change's number
 * @param environment what the command needs of this one's
 */
record SystemdGuard(CommandRunner runner, GuardCommand command, Map<String, String> environment, Duration after)
        implements Guard {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    SystemdGuard {
        environment = Map.copyOf(environment);
    }

    @Override
    public Armed arm(String change, Duration proof) throws IOException, InterruptedException {
        long seconds = after.plus(proof).toSeconds();
        String unit = "originpull-guard-" + change;
        List<String> words = new ArrayList<>(List.of(
                "systemd-run",
                "--quiet",
                "--collect",
                "--unit=" + unit,
                "--description=originpull: takes change " + change + " back unless it is committed",
                "--on-active=" + seconds + "s",
                "--timer-property=AccuracySec=1s",
                // A server that had died, and was started again by what the timer runs, is to outlive it
                // (systemd.kill(5)).
                "--property=KillMode=process"));
        environment.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> words.add("--setenv=" + entry.getKey() + "=" + entry.getValue()));
        words.add("--");
        words.addAll(command.of(change));
        Ran ran = runner.run(words, LONGEST);
        if (!ran.succeeded()) {
            throw new IOException(ran.complaint());
        }
        return new Armed() {
            @Override
            public String description() {
                return unit + ".timer, in " + seconds + " s";
            }

            @Override
            public void disarm() {
                try {
                    runner.run(List.of("systemctl", "stop", unit + ".timer"), LONGEST);
                } catch (IOException e) {
                    // It will fire, find nothing to do, and be gone.
                    return;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }
}
