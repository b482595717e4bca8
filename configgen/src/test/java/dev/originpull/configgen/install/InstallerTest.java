package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class InstallerTest {
    private static final Progress SILENT = event -> {};
    private static final Gates OPEN = (located, seen, progress) -> Optional.empty();

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

    /** Every single thing that is done may be the one that fails, or the last one before the end. */
    @ParameterizedTest
    @EnumSource(Faults.Kind.class)
    void endsInTheOldOrTheNewStateWhateverBreaks(Faults.Kind kind) throws Exception {
        List<String> things = new ArrayList<>();
        int at = 0;
        for (boolean more = true; more; at++) {
            newHost();
            apply(Stage.OPTIONAL);
            Faults faults = new Faults(kind, at);
            String left = withFault(faults, kind);
            more = faults.passed().size() > at;
            if (more) {
                things.add(faults.passed().get(at));
                String where = kind + " at " + at + ", " + faults.passed().get(at) + left;
                host.installer(Faults.none()).recover(SILENT);
                assertThat(host.installer(Faults.none()).pending()).as(where).isEmpty();
                assertThat(host.configured()).as(where).isIn("optional", "required");
                assertThat(host.mode()).as(where).isEqualTo(host.configured());
                assertThat(ours()).as(where).noneMatch(file -> file.contains("originpull-new"));
                assertThat(rollback()).as(where).isInstanceOf(Outcome.Undone.class);
            }
        }
        assertThat(things).hasSizeGreaterThan(40);
        host.cutPower();
        assertThat(host.configured()).as("what was committed lasts").isEqualTo("required");
    }

    private String withFault(Faults faults, Faults.Kind kind) throws LocateException, InterruptedException {
        try {
            Outcome outcome = host.installer(faults).apply(change(Stage.REQUIRED), OPEN, SILENT);
            return ": " + outcome;
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
