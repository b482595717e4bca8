package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.Checkout;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Site;
import dev.originpull.configgen.catalog.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
    @ParameterizedTest
    @CsvSource({
        "nginx, off, ssl_verify_client off;",
        "nginx, required, ssl_verify_client on;",
        "apache, off, SSLVerifyClient none",
        "apache, required, SSLVerifyClient require"
    })
    void saysTheStageOutright(String server, String stage, String directive) throws Exception {
        assertThat(render(server, Requests.at(Stage.parse(stage))).lines()).containsOnlyOnce(directive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache"})
    void needsNoCaToAskForNothing(String server) throws Exception {
        String without = render(server, Requests.at(Stage.OFF).withoutCa());
        assertThat(without)
                .isEqualTo(render(server, Requests.at(Stage.OFF).crl("/crl.pem").depth(2)));
    }

    @ParameterizedTest
    @EnumSource(value = Stage.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
    void refusesToAskWithoutACa(Stage stage) {
        assertThatThrownBy(() -> render("nginx", Requests.at(stage).withoutCa()))
                .isInstanceOf(RenderException.class)
                .hasMessageStartingWith("stage " + stage + " needs a CA file: add --ca-file ");
    }

    @Test
    void tellsWhereItComesFromAndNoDate() throws Exception {
        String text =
                render("nginx", Requests.at(Stage.OFF).command("originpull", "generate", "nginx", "--ca-file", "/a b"));
        assertThat(text).startsWith("""
                        # originpull 1.2.3: NGINX, stage off
                        # Requests no client certificate, and accepts every client.
                        # Regenerate with: originpull generate nginx --ca-file '/a b'

                        """);
    }

    @Test
    void refusesACommandThatWouldLeaveItsComment() {
        assertThatThrownBy(() -> render("nginx", Requests.at(Stage.OFF).command("originpull", "a\nssl off;")))
                .isInstanceOf(RenderException.class)
                .hasMessage(
                        "the command's word 'a<U+000A>ssl off;' holds a character that cannot stand in a configuration file");
    }

    /** NGINX 1.22.1 answers a comment of 4,096 bytes with "too long parameter". */
    @Test
    void refusesALineThatNginxCannotRead() {
        assertThatThrownBy(() -> render("nginx", Requests.at(Stage.OFF).command("x".repeat(4000))))
                .isInstanceOf(RenderException.class)
                .hasMessage(
                        "line 3 of the configuration would be longer than 4000 bytes, which not every server reads: use shorter paths");
    }

    @ParameterizedTest
    @CsvSource({
        "1.3.7, observe, false, NGINX 1.3.7 is too old for stage observe: `ssl_verify_client optional_no_ca;` needs 1.3.8 or later",
        "1.11.7, off, true, NGINX 1.11.7 is too old for --log: `log_format … escape=json` needs 1.11.8 or later",
    })
    void saysWhichDirectiveNeedsWhichVersion(String version, String stage, boolean log, String message)
            throws Exception {
        Requests request = Requests.at(Stage.parse(stage)).version(version);
        assertThatThrownBy(() -> render("nginx", log ? request.log() : request))
                .isInstanceOf(RenderException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1.3.8, observe", "1.3.7, optional", "0.9.0, required"})
    void takesAVersionThatHasWhatIsAskedFor(String version, String stage) throws Exception {
        assertThat(render("nginx", Requests.at(Stage.parse(stage)).version(version)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.25.0, false", "1.25.1, true", "1.27, true", ", false"})
    void usesWhatANewerVersionHas(String version, boolean newer) throws Exception {
        Requests request = Requests.at(Stage.REQUIRED).full();
        assertThat(render("nginx", version == null ? request : request.version(version))
                        .contains("http2 on;"))
                .isEqualTo(newer);
    }

    @Test
    void namesNoProtocolThatAnOldNginxDoesNotKnow() throws Exception {
        assertThat(render("nginx", Requests.at(Stage.REQUIRED).full().version("1.12.2")))
                .contains("ssl_protocols TLSv1.2;");
    }

    @Test
    void writesThePlacesOfTheSite() throws Exception {
        Catalog catalog = Checkout.catalog();
        Site site = catalog.server("nginx")
                .site()
                .withCertificate(ServerPath.parse("/my/c.pem"), ServerPath.parse("/my/k.pem"))
                .withLog(ServerPath.parse("/my/log"))
                .withRoot(ServerPath.parse("/my/root"))
                .withPort(8443);
        assertThat(render("nginx", Requests.at(Stage.REQUIRED).full().log().site(site)))
                .contains(
                        "listen 8443 ssl;",
                        "listen [::]:8443 ssl;",
                        "ssl_certificate /my/c.pem;",
                        "ssl_certificate_key /my/k.pem;",
                        "access_log /my/log originpull;",
                        "root /my/root;");
    }

    /** Apache has no way to write it: AH00111 or the Define's value, also in quotes [httpd 2.4.71]. */
    @Test
    void refusesWhatApacheWouldReplace() {
        assertThatThrownBy(() -> render("apache", Requests.at(Stage.REQUIRED).ca("/etc/${PATH}/ca.pem")))
                .isInstanceOf(RenderException.class)
                .hasMessage("Apache HTTP Server: '/etc/${PATH}/ca.pem' holds '${', which cannot be quoted:"
                        + " what is between ${ and } gives way to a Define or an environment variable");
    }

    /** ssl_client_certificate takes a $ as it is, ssl_certificate begins a variable with it [NGINX 1.22.1]. */
    @Test
    void refusesADollarOnlyWhereNginxReadsVariables() throws Exception {
        assertThat(render("nginx", Requests.at(Stage.REQUIRED).ca("/a$host.pem")))
                .contains("ssl_client_certificate \"/a$host.pem\";");
        Site site = Checkout.catalog().server("nginx").site().withLog(ServerPath.parse("/var/log/$host.log"));
        assertThatThrownBy(
                        () -> render("nginx", Requests.at(Stage.REQUIRED).log().site(site)))
                .isInstanceOf(RenderException.class)
                .hasMessage(
                        "NGINX: '/var/log/$host.log' holds '$', which cannot be quoted: a variable begins with it here");
    }

    private static String render(String server, Requests requests) throws Exception {
        Catalog catalog = Checkout.catalog();
        return new Generator(catalog).render(catalog.server(server), requests.build());
    }
}
