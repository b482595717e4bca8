package dev.originpull.configgen.locate.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.originpull.configgen.install.Bytes;
import dev.originpull.configgen.install.Hook;
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
import org.junit.jupiter.params.provider.ValueSource;

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
            <Location /x> \\n SSLVerifyClient none \\n </Location> | :18: .*SSLVerifyClient none already
            IncludeOptional /etc/originpull/app.example.com.conf \\n SSLVerifyClient none | :18: .*SSLVerifyClient none already
            <Location /x> \\n SSLVerifyDepth 2 \\n </Location> | :18: .*SSLVerifyDepth 2 already
            <IfDefine no>\\nSSLCACertificateFile /x\\n</IfDefine> | SSLCACertificateFile /x already
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

    /** httpd's last directive counts, and our line comes last; in the file that is included as well. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSLVerifyClient none",
                "SSLVerifyClient None \n SSLVerifyClient none",
                "<IfModule ssl_module>\n sslverifyclient none\n</IfModule>",
                "SSLVerifyClient none \n IncludeOptional /etc/originpull/app.example.com.conf"
            })
    void ourLineOverridesThatNoCertificateIsAskedFor(String inside) throws Exception {
        String site = SITE.replace("INSIDE", inside);
        String plain = ":" + (19 + inside.split("\n", -1).length - 1) + ")";
        assertThat(locate(site, REPORT.replace(":19)", plain)).blocks()).hasSize(1);
    }

    private static final String MACRO =
            " (macro 'tls' (defined on line %d of \"HOME/httpd.conf\") used on line %d of " + "\"HOME/httpd.conf\":1)";

    /** The macro is defined in line 2 and used in 9 and 10; the virtual host begins in 11. */
    private static final String MACROS = """
            Listen 127.0.0.1:443
            <Macro Tls $name ${flag}>
            <VirtualHost *:443>
              ServerName $name
              ServerAlias www.$name
              SSLEngine on
            </VirtualHost>
            </Macro>
            Use Tls b.test x
            USE tls c.test x
            <VirtualHost *:443>
              ServerName app.example.com
              SSLEngine on
              INSIDE
            </VirtualHost>
            """;

    private static String macros(String... lines) {
        return "Included configuration files:\n  (*) HOME/httpd.conf\nVirtualHost configuration:\n"
                + String.join("\n", lines) + "\nServerRoot: \"HOME\"\n";
    }

    /** The first of the socket decides on TLS, although a macro made it. */
    @Test
    void takesAMacrosVirtualHostsForNeighbours() throws Exception {
        Located located = locate(
                MACROS.replace("INSIDE", ""),
                macros(
                        "*:443                  is a NameVirtualHost",
                        "         default server b.test" + MACRO.formatted(2, 9),
                        "         port 443 namevhost b.test" + MACRO.formatted(2, 9),
                        "                 alias www.b.test",
                        "         port 443 namevhost c.test" + MACRO.formatted(2, 10),
                        "         port 443 namevhost app.example.com (HOME/httpd.conf:11)"));
        assertThat(located.blocks()).singleElement().matches(block -> block.line() == 11);
        assertThat(located.bystanders())
                .extracting(Bystander::hostname)
                .containsExactly("b.test", "www.b.test", "c.test");
    }

    @Test
    void refusesAMacrosVirtualHostThatAnswersForTheHostname() {
        String site = MACROS.replace("INSIDE", "").replace("ServerName app.example.com", "ServerName d.test");
        assertThat(refusal(
                        site.replace("b.test", "app.example.com"),
                        macros("*:443  app.example.com" + MACRO.formatted(2, 9))))
                .hasMessageContaining("a macro (mod_macro) makes the virtual host app.example.com")
                .hasMessageContaining("used on line 9");
        // Its alias is not reported where it is alone, and is known with the values in the place of the parameters.
        assertThat(refusal(
                        site.replace("Tls b.test", "Tls example.com").replace("www.$", "app.$"),
                        macros("*:443  example.com" + MACRO.formatted(2, 9))))
                .hasMessageContaining("a macro (mod_macro) makes the virtual host example.com");
        assertThat(refusal(
                                site,
                                macros(
                                        "*:443  app.example.com (macro 'v' (defined on line 13 of \"/x.conf\") used on line 18 of \"/x.conf\":1)"))
                        .reason())
                .isIn(Reason.UNDECIDABLE, Reason.UNKNOWN_HOSTNAME);
    }

    /** A macro that a virtual host uses is a part of it; one that is not whole is no reason to refuse the others. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Use Verify | <Macro Verify>\\nSSLVerifyDepth 3\\n</Macro> | SSLVerifyDepth 3 already
            Use Verify | <Macro Verify>\\nUse Verify\\nSSLVerifyDepth 3\\n</Macro> | SSLVerifyDepth 3 already
            Use Verify | <Macro Verify>\\nSSLVerifyClient none\\n</Macro> |
            Use Other | <Macro Verify>\\nSSLVerifyDepth 3\\n</Macro> |
            Use Open x | <Macro Open $n>\\n<Directory $n>\\n</Macro> |
            """)
    void readsTheMacrosThatTheVirtualHostUses(String inside, String macro, String message) throws Exception {
        String site = MACROS.replace("INSIDE", inside) + macro.replace("\\n", "\n") + "\n";
        String report = macros("*:443  app.example.com (HOME/httpd.conf:11)");
        if (message == null) {
            assertThat(locate(site, report).blocks()).hasSize(1);
        } else {
            assertThat(refusal(site, report)).hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "  </VirtualHost> </IfModule>\n</IfModule>",
                "\t</VirtualHost>\t# the end\n</IfModule>",
                "  \\\n  </VirtualHost>\n</IfModule>",
                "\\\r\n \\\r\n</VirtualHost>\r\n</IfModule>"
            })
    void findsAClosingThatSharesItsLine(String end) throws Exception {
        String site = "Listen 127.0.0.1:443\n<IfModule ssl_module>\n<VirtualHost *:443>\nServerName app.example.com\n"
                + "SSLEngine on\n" + end + "\n";
        Located located = locate(site, macros("*:443  app.example.com (HOME/httpd.conf:3)"));
        Block block = located.blocks().get(0);
        assertThat(site.substring(block.closing())).startsWith("</VirtualHost>");
        String with = new Hook(HOOK).into(Bytes.of(site), located.blocks()).text();
        assertThat(locate(with, macros("*:443  app.example.com (HOME/httpd.conf:3)"))
                        .blocks())
                .allMatch(Block::hooked);
        assertThat(new Hook(HOOK).outOf(Bytes.of(with)).text()).isEqualTo(site);
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
