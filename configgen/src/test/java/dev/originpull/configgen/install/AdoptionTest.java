package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

/** The user's own directives give way to our file, and return. */
class AdoptionTest {
    private static final Hostname HOSTNAME = new Hostname("app.example.com");
    private static final Gates OPEN = (located, seen, progress) -> Optional.empty();
    private static final String SITE = """
            server {
              server_name app.example.com;
              ssl_client_certificate
                /etc/ca.pem;
              ssl_verify_client on; ssl_crl /etc/crl.pem;
            }
            """;
    private static final String HOOK = "include /etc/originpull/nginx/app.example.com;";

    @TempDir
    Path folder;

    private FakeHost host;
    private final List<String> notes = new ArrayList<>();

    @BeforeEach
    void newHost() throws IOException {
        host = FakeHost.in(folder.resolve("state"));
        host.disk.put(host.site, SITE, "root");
    }

    @Test
    void namesEachLineAndTheCommandWithoutAdopt() {
        Map<Path, String> before = host.disk.everything();

        assertThatThrownBy(() -> apply(Stage.OPTIONAL, Optional.of("originpull apply a --stage optional --adopt")))
                .isInstanceOf(LocateException.class)
                .hasMessage("/etc/nginx/site:3: `ssl_client_certificate /etc/ca.pem;`, "
                        + "/etc/nginx/site:5: `ssl_verify_client on;`, /etc/nginx/site:5: `ssl_crl /etc/crl.pem;`: "
                        + "the block that answers for app.example.com asks for client certificates without originpull: "
                        + "to move this into originpull's file, run: originpull apply a --stage optional --adopt");

        assertThat(host.disk.everything()).isEqualTo(before);
    }

    @Test
    void movesThemKeepsTheListOfRevokedCertificatesAndPutsThemBackToTheByte() throws Exception {
        assertThat(adopt()).isInstanceOf(Outcome.Applied.class);

        assertThat(host.disk.text(host.site)).contains("server {\n  server_name app.example.com;\n  " + HOOK + "\n}\n");
        assertThat(host.disk.text(host.fragment()).orElseThrow())
                .endsWith("# Kept from /etc/nginx/site:5\nssl_crl /etc/crl.pem;\n")
                .doesNotContain("ssl_client_certificate", "ssl_verify_client");

        assertThat(rollback()).isInstanceOf(Outcome.Undone.class);
        assertThat(host.disk.text(host.site)).contains(SITE);
    }

    /** A later stage knows nothing of the block as it was. */
    @Test
    void theNextStageKeepsTheListOfRevokedCertificates() throws Exception {
        adopt();

        assertThat(apply(Stage.REQUIRED, Optional.of("--adopt"))).isInstanceOf(Outcome.Applied.class);

        assertThat(host.disk.text(host.fragment()).orElseThrow())
                .contains("stage required")
                .containsOnlyOnce("# Kept from /etc/nginx/site:5\nssl_crl /etc/crl.pem;\n");
    }

    @Test
    void returnsThemInTheHooksPlaceIfTheFileHasBeenEditedSince() throws Exception {
        adopt();
        edit("server_name app.example.com;", "server_name app.example.com;\n  root /srv;");

        assertThat(rollback()).isInstanceOf(Outcome.Undone.class);

        assertThat(host.disk.text(host.site))
                .contains("server {\n  server_name app.example.com;\n  root /srv;\n  ssl_client_certificate\n  "
                        + "    /etc/ca.pem;\n  ssl_verify_client on;\n  ssl_crl /etc/crl.pem;\n}\n");
        assertThat(host.disk.text(host.fragment())).isEmpty();
        assertThat(notes).anyMatch(note -> note.contains("what it had taken the place of is back there"));
    }

    /** Where the place is not known any more, a person has to decide: nothing is written into the file. */
    @ParameterizedTest
    @CsvSource({"'', gone", "'include /etc/originpull/nginx/app.example.com;\n  HOOK', twice"})
    void leavesAFileAloneWhosePlaceForThemIsUnknown(String instead, String why) throws Exception {
        adopt();
        edit(HOOK, instead.replace("\\n", "\n").replace("HOOK", HOOK));
        String edited = host.disk.text(host.site).orElseThrow();

        Outcome outcome = rollback();

        assertThat(outcome).as(why).isInstanceOf(Outcome.Broken.class);
        assertThat(outcome.toString())
                .contains(
                        "/etc/nginx/site was edited since and is kept as it is: put back into its blocks by hand",
                        "ssl_verify_client on; ssl_crl /etc/crl.pem;",
                        "take out the line `" + HOOK + "`");
        assertThat(host.disk.text(host.site)).as(why).contains(edited);
    }

    private void edit(String what, String instead) {
        host.disk.put(host.site, host.disk.text(host.site).orElseThrow().replace(what, instead), "root");
    }

    private Outcome adopt() throws Exception {
        return apply(Stage.OPTIONAL, Optional.empty());
    }

    private Outcome apply(Stage stage, Optional<String> adoptWith) throws Exception {
        return host.installer(Faults.none())
                .apply(
                        new Change(
                                HOSTNAME,
                                stage,
                                Optional.of("# originpull x: X, stage " + stage.word() + "\n"),
                                List.of(),
                                "somebody",
                                List.of(),
                                Optional.empty(),
                                adoptWith),
                        OPEN,
                        event -> {});
    }

    private Outcome rollback() throws Exception {
        return host.installer(Faults.none())
                .rollback(Optional.of(HOSTNAME), "somebody", event -> notes.add(event.text()));
    }
}
