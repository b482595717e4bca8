package dev.originpull.configgen.locate.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.originpull.configgen.locate.Answering;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.LocateException.Reason;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Located.Bystander;
import dev.originpull.configgen.locate.Scope;
import dev.originpull.configgen.render.Hostname;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With reports as Apache httpd 2.4.71 gave them; HOME stands for its folder. */
class ApacheLocatorTest {
    private static final Hostname APP = new Hostname("app.example.com");
    private static final String HOOK = "IncludeOptional /etc/originpull/app.example.com.conf";
    private static final String MODULES = "Loaded Modules:\n core_module (static)\n ssl_module (shared)\n";

    private static final String SITE = """
            <IfModule mod_gnutls.c>
              Listen 127.0.0.1:444
            </IfModule>
            Listen 127.0.0.1:443
            Listen 127.0.0.1:80
            ErrorLog ${LOGS}/main.log
            <virtualhost \\
              *:443>
              ServerName a.test
              SSLEngine on
            </virtualhost>
            <VirtualHost *:443>
              ServerName app.example.com
              SSLEngine on
              ErrorLog ${LOGS}/app.log
              # </VirtualHost>
              INSIDE
              </VirtualHost  >
            <VirtualHost *:80>
              ServerName app.example.com
              Redirect permanent / https://app.example.com/
            </VirtualHost>
            """;

    private static final String REPORT = """
            Included configuration files:
              (*) HOME/httpd.conf
            VirtualHost configuration:
            *:443                  is a NameVirtualHost
                     default server a.test (HOME/httpd.conf:8)
                     port 443 namevhost a.test (HOME/httpd.conf:8)
                             alias www.a.test
                             wild alias *.a.test
                     port 443 namevhost app.example.com (HOME/httpd.conf:12)
            *:80                   app.example.com (HOME/httpd.conf:19)
            ServerRoot: "HOME"
            Main DocumentRoot: "/var/www/html"
            Main ErrorLog: "/var/log/x/main.log"
            PidFile: "HOME/httpd.pid"
            Define: DUMP_VHOSTS
            """;

    @TempDir
    Path folder;

    private Path home;
    private Scope scope = Scope.UNKNOWN;

    @BeforeEach
    void followLinks() throws IOException {
        home = folder.toRealPath();
    }

    private Located locate(String site, String report) throws IOException, LocateException, InterruptedException {
        Path config = Files.writeString(home.resolve("httpd.conf"), site);
        String dump = report.replace("HOME", home.toString());
        return new ApacheLocator(Answering.program("apache", config, 0, dump, MODULES), scope).locate(APP, HOOK);
    }

    private LocateException refusal(String site, String report) {
        LocateException refusal = catchThrowableOfType(LocateException.class, () -> locate(site, report));
        assertThat(refusal).isNotNull();
        assertThat(refusal.getMessage()).doesNotContain("\n");
        return refusal;
    }

    @ParameterizedTest
    @CsvSource({"'\n'", "'\r\n'"})
    void findsTheSectionAndWhatIsAround(String lineEnd) throws Exception {
        String site = SITE.replace("INSIDE", HOOK).replace("\n", lineEnd);
        Located located = locate(site, REPORT);
        Block block = located.blocks().get(0);
        assertThat(located.blocks()).hasSize(1);
        assertThat(block.line()).isEqualTo(12);
        assertThat(block.closing()).isEqualTo(site.indexOf("</VirtualHost  >"));
        assertThat(block.hooked()).isTrue();
        assertThat(block.match()).isEqualTo(Block.Match.EXACT);
        assertThat(located.listeners()).hasToString("[127.0.0.1:443]");
        assertThat(located.plain())
                .extracting(plain -> plain.listener() + " " + plain.line() + " " + plain.redirects())
                .containsExactly("127.0.0.1:80 19 true");
        assertThat(located.bystanders()).extracting(Bystander::hostname).containsExactly("a.test", "www.a.test");
        assertThat(located.pidFile()).contains(home.resolve("httpd.pid"));
        assertThat(located.errorLogs()).containsExactly(Path.of("/var/log/x/main.log"), Path.of("/var/log/x/app.log"));
    }

    @Test
    void tellsTheDefaultTheCompanionsAndTheFiles() throws Exception {
        String more = "(HOME/httpd.conf:12)\n                 alias b.test\n                 alias www.a.test\n"
                + "                 wild alias *.b.test";
        Located second = locate(SITE.replace("INSIDE", ""), REPORT.replaceFirst("\\(HOME/httpd.conf:12\\)", more));
        assertThat(second.blocks()).singleElement().matches(block -> !block.isDefault());
        assertThat(second.blocks().get(0).patterns()).containsExactly("*.b.test");
        assertThat(second.companions())
                .extracting(companion -> companion.hostname() + " " + companion.listener())
                .containsExactly("b.test 127.0.0.1:443");
        assertThat(second.unprobed()).isEmpty();
        assertThat(second.files()).containsExactly(home.resolve("httpd.conf"));
        assertThat(second.lastLoad()).isEmpty();

        String alone = REPORT.replaceAll("(?m)^.*httpd.conf:8.*\n|^.*alias.*\n", "");
        assertThat(locate(SITE.replace("INSIDE", ""), alone).blocks())
                .singleElement()
                .matches(Block::isDefault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SSLVerifyClient none | :17: the block .* has SSLVerifyClient none already: take it out
            <Location /x> \\n SSLVerifyDepth 2 \\n </Location> | :18: .*SSLVerifyDepth 2 already
            <IfDefine no>\\nSSLCACertificateFile /x\\n</IfDefine> | SSLCACertificateFile /x already
            SSLCARevocationCheck chain | SSLCARevocationCheck chain already
            SSLEngine off | SSLEngine is off here and on in the first virtual host
            ServerAlias ${NOBODY} | :17: httpd knows no value for the variable in `ServerAlias ..NOBODY
            """)
    void refusesWhatItCannotDecide(String inside, String message) {
        LocateException refusal = refusal(
                SITE.replace("INSIDE", inside.replace("\\n", "\n")),
                "AH00111: Config variable ${NOBODY} is not defined\n"
                        + REPORT.replace(":19)", ":" + lineOf(inside) + ")"));
        assertThat(refusal.getMessage()).containsPattern(message);
        assertThat(refusal.reason()).isEqualTo(Reason.UNDECIDABLE);
    }

    private static int lineOf(String inside) {
        return 19 + inside.split("\\\\n", -1).length - 1;
    }

    private static final String TWO_ADDRESSES = """
            Listen 443
            <VirtualHost 192.0.2.1:443>
              ServerName app.example.com
              SSLEngine on
            </VirtualHost>
            <VirtualHost SECOND>
              ServerName b.test
              SSLEngine on
            </VirtualHost>
            """;

    private static final String TWO_ADDRESSES_REPORT = """
            Included configuration files:
              (*) HOME/httpd.conf
            VirtualHost configuration:
            192.0.2.1:443          app.example.com (HOME/httpd.conf:2)
            SECOND          b.test (HOME/httpd.conf:6)
            ServerRoot: "HOME"
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1 | 192.0.2.2:443 |
            192.0.2.1 | *:443 |
            192.0.2.9 | 192.0.2.2:443 |
            192.0.2.1 192.0.2.2 | 192.0.2.2:443 | httpd.conf:6: this block belongs to other hostnames, and answers for app.example.com on 192.0.2.2:443
            192.0.2.1 192.0.2.2 | *:443 | httpd.conf:6: this block belongs to other hostnames
            """)
    void leavesOtherHostnamesAlone(String addresses, String second, String message) throws Exception {
        scope = new Scope(
                Stream.of(addresses.split(" "))
                        .map(address -> new Listener(address, 443))
                        .toList(),
                List.of());
        String site = TWO_ADDRESSES.replace("SECOND", second);
        String report = TWO_ADDRESSES_REPORT.replace("SECOND", second);
        if (message == null) {
            assertThat(locate(site, report).blocks()).extracting(Block::line).containsExactly(2);
        } else {
            assertThat(refusal(site, report)).hasMessageContaining(message);
        }
    }

    @Test
    void refusesTwoOfTheName() {
        assertThat(refusal(SITE.replace("INSIDE", ""), REPORT.replace("alias www.a.test", "alias app.example.com")))
                .hasMessageContaining("several blocks claim app.example.com on 127.0.0.1:443")
                .hasMessageContaining("httpd.conf:7 and")
                .hasMessageContaining("httpd.conf:12");
    }

    @Test
    void refusesAPatternThatComesBeforeTheName() {
        assertThat(refusal(SITE.replace("INSIDE", ""), REPORT.replace("*.a.test", "*.example.com"))
                        .reason())
                .isEqualTo(Reason.UNDECIDABLE);
    }

    @Test
    void refusesAMacrosVirtualHost() {
        String report = REPORT.replace(
                "app.example.com (HOME/httpd.conf:12)",
                "app.example.com (macro 'v' (defined on line 13 of \"/x.conf\") used on line 18 of \"/x.conf\":1)");
        assertThat(refusal(SITE.replace("INSIDE", ""), report)).hasMessageContaining("mod_macro");
    }

    @Test
    void saysThatItIsServedWithoutTlsOnly() {
        String report = REPORT.replaceFirst("namevhost app.example.com", "namevhost b.test");
        LocateException refusal = refusal(SITE.replace("INSIDE", ""), report);
        assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_HOSTNAME);
        assertThat(refusal).hasMessageContaining("without TLS only").hasMessageContaining("httpd.conf:19");
    }

    @Test
    void refusesAFileThatIsReadTwice() {
        String twice = REPORT.replace("  (*) HOME/httpd.conf\n", "  (*) HOME/httpd.conf\n    (6) HOME/httpd.conf\n");
        assertThat(refusal(SITE.replace("INSIDE", ""), twice)).hasMessageContaining("include its file once");
    }
}
