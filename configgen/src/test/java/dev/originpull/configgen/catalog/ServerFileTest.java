package dev.originpull.configgen.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that has three stages, no options, no features, and other quotes than NGINX and Apache. */
class ServerFileTest {
    private static final String GOOD = """
            title: lighttpd
            recognised-by: ^lighttpd
            manual: https://example.com/manual
            context: the host condition
            assumed-version: 1.10
            config: /etc/lighttpd/lighttpd.conf
            commands:
              test: [lighttpd, -tt]
              reload: [systemctl, reload, lighttpd]
            site:
              certificate: /c.pem
              private-key: /k.pem
              log: /l
              root: /r
              port: 443
            stages:
              off:
                directive: ssl.verifyclient.activate = "disable"
              required:
                directive: ssl.verifyclient.enforce = "enable"
                since: 1.4.60
            quoting:
              path: {style: json, refuse: {env.: "an environment variable"}}
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("server.yaml");

    @BeforeEach
    void placeTheFile() {
        file = folder.resolve("server.yaml");
    }

    @Test
    void readsAServerThatLacksAStageAndOptions() throws Exception {
        Server server = read(GOOD);
        assertThat(server.stage(Stage.OPTIONAL)).isEmpty();
        assertThat(server.stage(Stage.REQUIRED).flatMap(Setting::since)).contains(Version.parse("1.4.60"));
        assertThat(server.option(Option.CRL)).isEmpty();
        assertThat(server.features()).isEmpty();
        assertThat(server.quotings())
                .containsEntry("path", new Quoting(QuotingStyle.JSON, Map.of("env.", "an environment variable")));
    }

    @Test
    void readsAVersionAsItIsWrittenAndNotAsANumber() throws Exception {
        assertThat(read(GOOD).assumedVersion()).isEqualTo(new Version(1, 10, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: lighttpd | titel: lighttpd | 1: unknown key 'titel': did you mean title? The keys here are assumed-version, commands,",
                "  required: | requird: | 19: unknown key 'stages.requird': did you mean required? The keys here are observe, off, optional, required",
                "since: 1.4.60 | sinse: 1.4.60 | 21: unknown key 'stages.required.sinse': did you mean since? The keys here are directive, since",
                "reload: [ | relaod: [ | 9: unknown key 'commands.relaod': did you mean reload? The keys here are reload, test",
                "style: json, | styel: json, | 23: unknown key 'quoting.path.styel': did you mean style? The keys here are refuse, style",
                "title: lighttpd | # nothing | 2: the key 'title' is missing",
                "title: lighttpd | title: | 1: 'title' must be text, not nothing",
                "title: lighttpd | title: [a] | 1: 'title' must be text, not a list",
                "title: lighttpd | title: \"a\\nb\" | 1: 'title': 'a<U+000A>b' must be one line of plain text",
                "[lighttpd, -tt] | lighttpd -tt | 8: 'commands.test' must be a list with something in it, not text",
                "[lighttpd, -tt] | [] | 8: 'commands.test' must be a list with something in it, not a list",
                "since: 1.4.60 | since: new | 21: 'stages.required.since': 'new' is no server version: give its numbers, as in 1.22.1, 2.4.62 or 1.27",
                "port: 443 | port: 0 | 15: 'site.port': a port is a number from 1 to 65535, not '0'",
                "port: 443 | port: 99999 | 15: 'site.port': a port is a number from 1 to 65535, not '99999'",
                "root: /r | root: r | 14: 'site.root': the path 'r' is not absolute: ",
                "^lighttpd | '(' | 2: 'recognised-by': no valid regular expression: Unclosed group",
                "style: json | style: jsno | 23: 'quoting.path.style': unknown style 'jsno': did you mean json? The styles are backslash, single, json, xml",
                "title: lighttpd | {title: a | ",
                "config: /etc | config: [/etc | ",
                "title: lighttpd | title: *a | 1: aliases are not read here: write it out",
                "title: lighttpd | manual: x | 3: 'manual' stands here a second time",
            })
    void saysInWhichLineWhatIsWrong(String good, String bad, String message) {
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(CatalogException.class)
                .hasMessageStartingWith(file + ":" + (message == null ? "" : message))
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|: the file is empty",
                "text|:1: the file must hold keys with values, not text",
                "[a]|:1: the file must hold keys with values, not a list"
            })
    void refusesAFileThatHoldsNoKeys(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(CatalogException.class)
                .hasMessage(file + message);
    }

    @Test
    void refusesBytesThatAreNotUtf8() throws IOException {
        Files.write(file, "title: grün".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ServerFile.read("x", file)).hasMessage(file + ":1: not UTF-8");
    }

    private Server read(String text) throws CatalogException, IOException {
        Files.writeString(file, text);
        return ServerFile.read("lighttpd", file);
    }
}
