package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import dev.originpull.agent.rollout.HostStatus;
import dev.originpull.agent.rollout.HostStatus.Hook;
import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.install.Status;
import dev.originpull.configgen.locate.Listener;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusRenderingTest {
    private static final Status.Entry LAST = new Status.Entry(
            "000007",
            "2026-11-21T11:00:00Z",
            "app.example.com",
            "optional",
            "required",
            "alice (as root)",
            List.of("log-verified"),
            "applied");

    private static final StatusText TEXT = new StatusText(new Terminal(false, false, 100, false));

    @Test
    void showsWhatIsWrittenAndWhatRuns() {
        assertThat(TEXT.of(status(Optional.of(Stage.REQUIRED), Hook.PRESENT, "required", false)))
                .isEqualTo("""
                        app.example.com  required  as written
                          probed      127.0.0.1:443 required
                          hook        present
                          last        2026-11-21T11:00:00Z alice (as root): optional -> required (change 000007, applied,
                                      forced log-verified)
                        """);
    }

    @Test
    void showsWhatDiffersAndWhy() {
        Status files = new Status(
                "app.example.com",
                Optional.of(Stage.REQUIRED),
                List.of("the file was edited"),
                Optional.of(LAST),
                Optional.of(LAST));
        HostStatus status = new HostStatus(
                files,
                Hook.PARTIAL,
                Map.of(new Listener("::1", 443), new Question.Answer("optional", "It lets nobody in.")),
                Optional.of("no program"));

        assertThat(TEXT.of(status))
                .startsWith("app.example.com  required  not as written\n")
                .contains(
                        "  probed      [::1]:443 optional\n",
                        "  hook        missing in a part",
                        "  pending     2026-11-21T11:00:00Z",
                        "  drift       the file was edited\n",
                        "  trouble     no program\n",
                        "  [::1]:443   It lets nobody in.\n");
    }

    /** As to a user who may not read the journal: what cannot be read is not called unset. */
    @Test
    void callsAStageThatCannotBeReadUndetermined() {
        Status files = new Status("app", Optional.empty(), List.of(), Optional.empty(), Optional.empty());

        assertThat(TEXT.of(new HostStatus(files, Hook.UNKNOWN, Map.of(), Optional.of("run it as root"))))
                .isEqualTo("app  undetermined\n  hook        undetermined\n  trouble     run it as root\n");
        assertThat(TEXT.of(new HostStatus(files, Hook.ABSENT, Map.of(), Optional.empty())))
                .isEqualTo("app  not set by originpull\n  hook        absent\n");
    }

    @ParameterizedTest
    @CsvSource({
        "required, PRESENT, required, false, AS_EXPECTED",
        "required, PRESENT, optional, false, NOT_AS_EXPECTED",
        "required, PRESENT, required-any, false, NOT_AS_EXPECTED",
        "required, PRESENT, required, true, NOT_AS_EXPECTED",
        "required, ABSENT, required, false, NOT_AS_EXPECTED",
        "required, PARTIAL, required, false, NOT_AS_EXPECTED",
        "required, NOT_SERVED, unreachable, false, NOT_AS_EXPECTED",
        "required, PRESENT, inconclusive, false, COULD_NOT_TELL",
        "required, PRESENT, unreachable, false, COULD_NOT_TELL",
        "none, ABSENT, off, false, AS_EXPECTED",
        "none, ABSENT, unreachable, false, COULD_NOT_TELL",
        "none, ABSENT, required, true, NOT_AS_EXPECTED"
    })
    void judgesWhetherWhatRunsIsWhatWasWritten(
            String stage, Hook hook, String mode, boolean pending, ExitStatus verdict) throws Exception {
        Optional<Stage> written = stage.equals("none") ? Optional.empty() : Optional.of(Stage.parse(stage));
        assertThat(status(written, hook, mode, pending).verdict()).isEqualTo(verdict);
    }

    @Test
    void keepsToItsSchema() throws IOException {
        String document = StatusJson.of(List.of(
                status(Optional.of(Stage.REQUIRED), Hook.PRESENT, "required", true),
                status(Optional.empty(), Hook.NOT_SERVED, "required-any", false)));

        assertThat(ChangeRenderingTest.schema("status").validate(document, InputFormat.JSON))
                .isEmpty();
        assertThat(document).contains("\"verdict\":\"fail\"", "\"hook\":\"not-served\"", "\"stage\":null");
    }

    @Test
    void letsNoWordOfTheConfigurationMoveACursorOrForgeALine() {
        String hostile = "/etc/nginx/\u001B[2Japp\u009B1m\u202E\napp: as written";
        Status files = new Status("app", Optional.empty(), List.of(hostile), Optional.empty(), Optional.empty());
        HostStatus status = new HostStatus(
                files,
                Hook.UNKNOWN,
                Map.of(new Listener("::1", 443), new Question.Answer("optional", hostile)),
                Optional.of(hostile));

        assertThat(List.of(TEXT.of(status), StatusJson.of(List.of(status)))).allSatisfy(text -> {
            assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("app: as written"));
            assertThat(text.replace("\n", "")
                            .codePoints()
                            .filter(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT))
                    .isEmpty();
        });
    }

    private static HostStatus status(Optional<Stage> stage, Hook hook, String mode, boolean pending) {
        return new HostStatus(
                new Status(
                        "app.example.com",
                        stage,
                        List.of(),
                        Optional.of(LAST),
                        pending ? Optional.of(LAST) : Optional.empty()),
                hook,
                Map.of(new Listener("127.0.0.1", 443), new Question.Answer(mode, "Because.")),
                Optional.empty());
    }
}
