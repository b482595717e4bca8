package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found before anything is written, and what happens when the proof of a change takes too long. */
class PrecautionsTest {
    private static final Hostname HOSTNAME = new Hostname("app.example.com");
    private static final Gates OPEN = (located, seen, progress) -> Optional.empty();

    @TempDir
    Path folder;

    private FakeHost host;
    private final List<Event> events = new ArrayList<>();

    @BeforeEach
    void newHost() throws IOException {
        host = FakeHost.in(folder.resolve("state"));
    }

    @ParameterizedTest
    @CsvSource({"/etc/nginx/site", "/etc/originpull/nginx/app.example.com.conf", "STATE"})
    void refusesWhatCannotBeReplacedBeforeItTouchesAnything(String name) throws Exception {
        Path file = name.equals("STATE") ? host.folders.state().resolve("pending/entry.json") : Path.of(name);
        host.disk.obstacles.put(file, file + " is a mount point: mount its folder");
        Map<Path, String> before = host.disk.everything();

        Outcome applied = host.installer(Faults.none()).apply(change(), OPEN, events::add);
        Installer.Preview preview = host.installer(Faults.none()).preview(change(), OPEN, events::add);

        String reason = file + " is a mount point: mount its folder";
        assertThat(applied).isEqualTo(new Outcome.Refused(reason));
        assertThat(preview.refusal()).contains(reason);
        assertThat(preview.plan().edits()).hasSize(2);
        assertThat(events).contains(new Event(Step.WRITE, Event.State.FAILED, reason));
        assertThat(host.disk.everything()).isEqualTo(before);
    }

    /** What is not changed need not be replaced. */
    @Test
    void anObstacleToAFileThatStaysIsNone() throws Exception {
        host.installer(Faults.none()).apply(change(), OPEN, event -> {});
        host.disk.obstacles.put(host.site, "in the way");

        Change other = new Change(
                HOSTNAME,
                Stage.REQUIRED,
                Optional.of("# originpull x: X, stage required\n"),
                List.of(),
                "somebody",
                List.of());

        assertThat(host.installer(Faults.none()).apply(other, OPEN, event -> {}))
                .isInstanceOf(Outcome.Applied.class);
    }

    /** Everything is asked again after the reload: the watchdog has to wait for that. */
    @Test
    void theWatchdogWaitsForWhatProbingTook() throws Exception {
        Duration slow = Duration.ofMillis(60);
        host.probe = Optional.of((address, hostname, expected) -> {
            long until = System.nanoTime() + slow.toNanos();
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return host.answer(address, hostname, Faults.none());
        });
        host.pace = new Pace(Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMillis(1));

        assertThat(host.installer(Faults.none()).apply(change(), OPEN, events::add))
                .isInstanceOf(Outcome.Applied.class);

        assertThat(host.proof).isGreaterThanOrEqualTo(slow.multipliedBy(4)).isLessThan(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void saysThatTheWatchdogEndedTheChange(boolean fired) throws Exception {
        Thread here = Thread.currentThread();
        boolean[] interrupted = {false};
        Installer installer = host.installer(Faults.none());
        Outcome outcome = installer.apply(change(), OPEN, event -> {
            events.add(event);
            if (event.equals(new Event(Step.PROBE, Event.State.BEGUN, "")) && !interrupted[0]) {
                interrupted[0] = true;
                if (fired) {
                    installer.expire("000001");
                }
                host.probe = Optional.of((address, hostname, expected) -> {
                    host.probe = Optional.empty();
                    here.interrupt();
                    throw new InterruptedException();
                });
            }
        });
        Thread.interrupted();

        assertThat(outcome)
                .isEqualTo(new Outcome.Undone(
                        fired ? "the watchdog's time was up before the change was proven" : "it was interrupted"));
        assertThat(((Outcome.Undone) outcome).isExpired()).isEqualTo(fired);
        assertThat(host.configured()).isEqualTo("off");
        assertThat(host.installer(Faults.none()).pending()).isEmpty();
    }

    /** One whose number another change has is none of this one's. */
    @Test
    void anEarlierChangesWatchdogCountsForThatOne() throws Exception {
        host.installer(Faults.none()).expire("000000");

        assertThat(host.installer(Faults.none()).apply(change(), OPEN, events::add))
                .isEqualTo(new Outcome.Applied("000001"));
    }

    private static Change change() {
        return new Change(
                HOSTNAME,
                Stage.OPTIONAL,
                Optional.of("# originpull x: X, stage optional\n"),
                List.of(),
                "somebody",
                List.of());
    }
}
