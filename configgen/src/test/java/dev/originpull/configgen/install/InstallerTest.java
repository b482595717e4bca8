package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InstallerTest {
    private static final Progress SILENT = event -> {};
    private static final Gates OPEN = (located, seen, progress) -> Optional.empty();

    private static final Gates SHUT = (located, seen, progress) -> Optional.of("shut");

    @TempDir
    Path folder;

    private FakeHost host;
    private int hosts;

    @BeforeEach
    void newHost() throws IOException {
        host = FakeHost.in(folder.resolve("state" + hosts));
        hosts++;
    }

    @Test
    void bringsAHostnameToAStageAndBack() throws Exception {
        Map<Path, String> before = host.disk.everything();

        assertThat(apply(Stage.OPTIONAL)).isEqualTo(new Outcome.Applied("000001"));
        assertThat(host.mode()).isEqualTo("optional");
        assertThat(apply(Stage.REQUIRED)).isEqualTo(new Outcome.Applied("000002"));
        assertThat(host.mode()).isEqualTo("required");

        assertThat(rollback()).isInstanceOf(Outcome.Undone.class);
        assertThat(host.mode()).isEqualTo("optional");
        assertThat(rollback()).isInstanceOf(Outcome.Undone.class);
        assertThat(host.mode()).isEqualTo("off");
        assertThat(rollback()).isEqualTo(new Outcome.Refused("there is no change of app.example.com to take back"));
        assertThat(ofTheUser()).isEqualTo(before);
    }

    @Test
    void takesFileAndLineOutAgain() throws Exception {
        Map<Path, String> before = host.disk.everything();
        apply(Stage.OPTIONAL);

        Outcome outcome = host.installer(Faults.none()).apply(change(Stage.OFF, Optional.empty()), OPEN, SILENT);

        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        assertThat(ofTheUser()).isEqualTo(before);
    }

    @Test
    void changesNothingWhereThatIsSoAlready() throws Exception {
        apply(Stage.OPTIONAL);

        assertThat(apply(Stage.OPTIONAL)).isInstanceOf(Outcome.Unchanged.class);
    }

    @Test
    void keepsTheGateShut() throws Exception {
        Map<Path, String> before = host.disk.everything();

        Outcome outcome = host.installer(Faults.none())
                .apply(change(Stage.REQUIRED), (located, seen, progress) -> Optional.of("the gate"), SILENT);

        assertThat(outcome).isEqualTo(new Outcome.Refused("the gate"));
        assertThat(host.disk.everything()).isEqualTo(before);
    }

    /** As a public address behind a firewall that lets nobody in but Cloudflare. */
    @Test
    void leavesOutWhatCannotBeAskedFromHere() throws Exception {
        List<String> told = new ArrayList<>();
        Change change = new Change(
                hostname(),
                Stage.OPTIONAL,
                Optional.of("# originpull x: X, stage optional\n"),
                List.of(FakeHost.BEYOND),
                "somebody",
                List.of());

        Outcome outcome = host.installer(Faults.none()).apply(change, OPEN, event -> told.add(event.text()));

        assertThat(outcome).isInstanceOf(Outcome.Applied.class);
        assertThat(told).contains("192.0.2.1:443 cannot be asked from here and is left out: so it is");
    }

    @Test
    void refusesWhatWasBrokenBefore() throws Exception {
        host.disk.put(host.site, FakeHost.SITE + host.poison, "root");

        assertThat(apply(Stage.OPTIONAL))
                .isEqualTo(new Outcome.Refused(
                        "the configuration is broken already: `fake test` failed (exit code 1): it is poisoned"));
    }

    @Test
    void putsBackWhatTheServersTestRefuses() throws Exception {
        Map<Path, String> before = host.disk.everything();

        Outcome outcome = host.installer(Faults.none())
                .apply(
                        change(Stage.OPTIONAL, Optional.of("# originpull x: X, stage optional\npoison\n")),
                        OPEN,
                        SILENT);

        assertThat(outcome).isEqualTo(new Outcome.Undone("test: `fake test` failed (exit code 1): it is poisoned"));
        assertThat(ofTheUser()).isEqualTo(before);
    }

    @Test
    void putsBackWhatTheServerDoesNotTakeUp() throws Exception {
        Map<Path, String> before = host.disk.everything();
        host.deaf = true;

        assertThat(apply(Stage.OPTIONAL))
                .isEqualTo(new Outcome.Undone("probe: 127.0.0.1:443 is off, not optional: so it is"));
        assertThat(ofTheUser()).isEqualTo(before);
    }

    /** The server still does what it did when it is asked first, then what the change says, then what was put back. */
    @Test
    void waitsForWhatWasPutBackWhereTheChangeComesLate() throws Exception {
        apply(Stage.OPTIONAL);
        host.lag = Duration.ofMillis(50);
        host.pace = new Pace(Duration.ofSeconds(10), Duration.ofMillis(400), Duration.ofMillis(1));
        IllegalStateException bug = new IllegalStateException("a bug");

        assertThatThrownBy(() -> host.installer(Faults.none()).apply(change(Stage.REQUIRED), OPEN, event -> {
                    if (event.equals(new Event(Step.RELOAD, Event.State.DONE, ""))) {
                        throw bug;
                    }
                }))
                .isSameAs(bug);

        assertThat(host.mode()).isEqualTo("optional");
        assertThat(host.doesWhatItRead()).as("nothing comes afterwards").isTrue();
    }

    /** An interrupted change whose files are back keeps nobody from anything, though the server is not what it was. */
    @Test
    void asksOnceMoreAndThenGoesOn() throws Exception {
        apply(Stage.OPTIONAL);
        apply(Stage.REQUIRED);
        host.deaf = true;
        assertThat(rollback()).isInstanceOf(Outcome.Broken.class);
        assertThat(host.installer(Faults.none()).recover(SILENT).orElseThrow())
                .as("a guard changes nothing of that")
                .isInstanceOf(Outcome.Broken.class);
        assertThat(host.installer(Faults.none()).pending()).contains("000002");

        assertThat(rollback()).as("one step, not two").isInstanceOf(Outcome.Broken.class);

        assertThat(host.configured()).isEqualTo("optional");
        assertThat(host.installer(Faults.none()).pending()).isEmpty();
    }

    @Test
    void takesItsLineOutOfAFileThatHasAnother() throws Exception {
        apply(Stage.OPTIONAL);
        String hooked = host.disk.text(host.site).orElseThrow();
        host.disk.put(host.site, hooked + "# mine\n", "root");

        assertThat(rollback()).isInstanceOf(Outcome.Undone.class);

        assertThat(host.disk.text(host.site)).contains(FakeHost.SITE + "# mine\n");
    }

    @Test
    void keepsWhatSomebodyEditedSince() throws Exception {
        apply(Stage.OPTIONAL);
        host.disk.put(host.fragment(), "# mine\n", "root");

        Outcome outcome = rollback();

        assertThat(outcome).isInstanceOf(Outcome.Broken.class);
        assertThat(((Outcome.Broken) outcome).open().get(0)).contains("was edited since and is kept as it is");
        assertThat(host.disk.text(host.fragment())).contains("# mine\n");
        assertThat(host.disk.text(host.site)).contains(FakeHost.SITE);
    }

    @Test
    void rollsBackThoughTheConfigurationIsBroken() throws Exception {
        apply(Stage.OPTIONAL);
        apply(Stage.REQUIRED);
        host.poison = "app.example.com";

        assertThat(rollback()).isInstanceOf(Outcome.Broken.class);
        assertThat(host.configured()).isEqualTo("optional");
    }

    @Test
    void tellsWhatIsWrittenAndWhoWroteIt() throws Exception {
        apply(Stage.OPTIONAL);
        host.disk.put(host.fragment(), "# originpull x: X, stage required\n", "root");

        Status status = host.installer(Faults.none()).status(hostname());

        assertThat(status.stage()).contains(Stage.REQUIRED);
        assertThat(status.drift())
                .containsExactly("/etc/originpull/nginx/app.example.com.conf has been edited since it was written");
        assertThat(status.last())
                .contains(new Status.Entry(
                        "000001",
                        "2026-11-21T12:00:00Z",
                        "app.example.com",
                        "none",
                        "optional",
                        "somebody",
                        List.of(),
                        "applied"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[Sat Nov 21 12:29:57.07 2026] [alias:warn] [pid 1:tid 1] AH00671: The Alias | AH00671: The Alias",
                "AH00558: apache2: Could not determine | AH00558: apache2: Could not determine",
                "2026/11/21 12:16:32 [warn] 6124#6124: conflicting | [warn] conflicting",
                "nginx: [warn] conflicting | nginx: [warn] conflicting"
            })
    void knowsAWarningAgain(String line, String known) {
        assertThat(Transaction.timeless(line)).isEqualTo(known);
    }

    @Test
    void losesNoEditThatIsMadeMeanwhile() throws Exception {
        String theirs = FakeHost.SITE + "# mine\n";

        Outcome outcome = host.installer(Faults.none())
                .apply(
                        change(Stage.OPTIONAL),
                        (located, seen, progress) -> {
                            host.disk.put(host.site, theirs, "root");
                            return Optional.empty();
                        },
                        SILENT);

        assertThat(outcome).isInstanceOf(Outcome.Undone.class);
        assertThat(outcome.toString()).contains("/etc/nginx/site was edited meanwhile");
        assertThat(host.disk.text(host.site)).contains(theirs);
        assertThat(host.disk.text(host.fragment())).isEmpty();
    }

    /** What may be asked of a host, from the stage before. */
    enum Work {
        FIRST("off", "optional", 40) {
            @Override
            Object begin(Installer installer) throws LocateException, InterruptedException {
                return installer.apply(change(Stage.OPTIONAL), OPEN, SILENT);
            }
        },
        ENFORCE("optional", "required", 40) {
            @Override
            Object begin(Installer installer) throws LocateException, InterruptedException {
                return installer.apply(change(Stage.REQUIRED), OPEN, SILENT);
            }
        },
        TAKE_OUT("optional", "off", 35) {
            @Override
            Object begin(Installer installer) throws LocateException, InterruptedException {
                return installer.apply(change(Stage.OFF, Optional.empty()), OPEN, SILENT);
            }
        },
        ROLLBACK("required", "optional", 25) {
            @Override
            Object begin(Installer installer) throws InterruptedException {
                return installer.rollback(Optional.of(hostname()), "somebody", SILENT);
            }
        },
        RECOVER("interrupted", "optional", 25) {
            @Override
            Object begin(Installer installer) throws InterruptedException {
                return installer.recover(SILENT);
            }
        };

        private final String before;
        private final String after;
        private final int things;

        /** @param things that are done, at least */
        Work(String before, String after, int things) {
            this.before = before;
            this.after = after;
            this.things = things;
        }

        abstract Object begin(Installer installer) throws LocateException, InterruptedException;
    }

    /** Every single thing that is done may be the one that fails, or the last one before the end. */
    @ParameterizedTest
    @MethodSource("worksAndFaults")
    void endsInTheOldOrTheNewStateWhateverBreaks(Work work, Faults.Kind kind) throws Exception {
        int things = 0;
        for (boolean more = true; more; things++) {
            newHost();
            prepare(work);
            Faults faults = new Faults(kind, things);
            String left = withFault(work, faults, kind);
            more = faults.passed().size() > things;
            String where = work + ", " + kind + " at " + things + ", "
                    + (more ? faults.passed().get(things) : "nothing") + left;
            host.installer(Faults.none()).recover(SILENT);
            assertThat(host.installer(Faults.none()).pending()).as(where).isEmpty();
            assertThat(host.configured()).as(where).isIn(work.before, work.after);
            assertThat(host.mode()).as(where).isEqualTo(host.configured());
            assertThat(ours()).as(where).noneMatch(file -> file.contains("originpull-new"));
            if (!more) {
                host.cutPower();
                assertThat(host.configured()).as("what was committed lasts").isEqualTo(work.after);
            }
            told(where);
            assertThat(host.disk.text(host.site)).as(where).contains(FakeHost.SITE);
        }
        assertThat(things).isGreaterThan(work.things);
    }

    static Stream<Arguments> worksAndFaults() {
        return Stream.of(Work.values())
                .flatMap(work -> Stream.of(Faults.Kind.values()).map(kind -> Arguments.of(work, kind)));
    }

    /** What is applied is in the history, once somebody has had his turn; each can be taken back. */
    private void told(String where) throws LocateException, InterruptedException, IOException {
        host.installer(Faults.none()).apply(change(Stage.OFF), SHUT, SILENT);
        String history =
                host.disk.text(host.folders.state().resolve("history.jsonl")).orElse("");
        for (Journal.Noted applied : new Journal(host.disk, host.folders.state()).applied()) {
            assertThat(history.lines().filter(line -> line.startsWith("{") && line.endsWith("}")))
                    .as(where)
                    .anyMatch(line -> line.contains("\"" + applied.entry().change() + "\""));
            assertThat(rollback()).as(where).isInstanceOf(Outcome.Undone.class);
        }
        assertThat(host.configured()).as(where).isEqualTo("off");
    }

    private void prepare(Work work) throws LocateException, InterruptedException {
        if (work.before.equals("off")) {
            return;
        }
        apply(Stage.OPTIONAL);
        if (work.before.equals("required")) {
            apply(Stage.REQUIRED);
        } else if (work.before.equals("interrupted")) {
            Faults faults = Faults.killedBefore("ask 127.0.0.1:443", 1);
            try {
                host.installer(faults).apply(change(Stage.REQUIRED), OPEN, SILENT);
                throw new AssertionError("it was not killed");
            } catch (Faults.Killed killed) {
                assertThat(host.mode()).isEqualTo("required");
            }
        }
    }

    private String withFault(Work work, Faults faults, Faults.Kind kind) throws LocateException, InterruptedException {
        try {
            return ": " + work.begin(host.installer(faults));
        } catch (Faults.Killed killed) {
            host.installer(Faults.none());
            if (kind == Faults.Kind.POWER_CUT) {
                host.cutPower();
            }
            return ": killed, then " + host.installer(Faults.none()).recover(SILENT);
        }
    }

    private List<String> ours() {
        return host.disk.everything().keySet().stream().map(Path::toString).toList();
    }

    private Map<Path, String> ofTheUser() {
        Map<Path, String> all = host.disk.everything();
        all.keySet().removeIf(file -> file.startsWith(host.folders.state()));
        return all;
    }

    private Outcome apply(Stage stage) throws LocateException, InterruptedException {
        return host.installer(Faults.none()).apply(change(stage), OPEN, SILENT);
    }

    private Outcome rollback() throws InterruptedException {
        return host.installer(Faults.none()).rollback(Optional.of(hostname()), "somebody", SILENT);
    }

    private static Change change(Stage stage) {
        return change(stage, Optional.of("# originpull x: X, stage " + stage + "\n"));
    }

    private static Change change(Stage stage, Optional<String> fragment) {
        return new Change(hostname(), stage, fragment, List.of(), "somebody", List.of());
    }

    private static Hostname hostname() {
        try {
            return Hostname.parse("app.example.com");
        } catch (InvalidValueException e) {
            throw new AssertionError(e);
        }
    }
}
