package dev.originpull.configgen.locate.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NginxLocatorTest {
    private static final Hostname APP = new Hostname("app.example.com");
    private static final String HOOK = "include /etc/originpull/app.example.com[.]conf; # originpull";
    private static final String BUILT_IN =
            "configure arguments: --prefix=/opt/n --pid-path=/run/n.pid --error-log-path=stderr\n";

    @TempDir
    Path folder;

    private Path home;
    private final Map<Path, String> files = new LinkedHashMap<>();
    private Scope scope = Scope.UNKNOWN;
    private String warnings = "";

    @BeforeEach
    void followLinks() throws IOException {
        home = folder.toRealPath();
    }

    private Path put(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        files.put(file, text);
        return file;
    }

    private Located locate(String http) throws IOException, LocateException, InterruptedException {
        String main = "events { }\nstream { server { listen 443; } }\nhttp {\n" + http + "\n}\n";
        Path config = put("nginx.conf", main);
        // As nginx -T: the main file first, the others as they were loaded.
        String dump = warnings
                + dumped(config, main)
                + files.entrySet().stream()
                        .filter(file -> !file.getKey().equals(config))
                        .map(file -> dumped(file.getKey(), file.getValue()))
                        .collect(Collectors.joining());
        return new NginxLocator(Answering.program("nginx", config, 0, dump, BUILT_IN), scope).locate(APP, HOOK);
    }

    private static String dumped(Path file, String text) {
        return "# configuration file " + file + ":\n" + text + "\n";
    }

    private LocateException refusal(String http) {
        LocateException refusal = catchThrowableOfType(LocateException.class, () -> locate(http));
        assertThat(refusal).as(http).isNotNull();
        assertThat(refusal.getMessage()).doesNotContain("\n");
        return refusal;
    }

    private static String found(Located located) {
        return located.blocks().stream()
                .map(block -> block.line() + " " + block.match() + " "
                        + block.listeners().stream().map(Object::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    /** The blocks begin in line 4, one a line. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server_name app.example.com; | server_name b.test; | 4 EXACT 0.0.0.0:443
            server_name a.test; | server_name b.test APP.Example.com; | 5 EXACT 0.0.0.0:443
            server_name *.example.com; | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            server_name *.com; | server_name .example.com; | 5 WILDCARD 0.0.0.0:443
            server_name app.*; | server_name *.com; | 5 WILDCARD 0.0.0.0:443
            server_name app.*; | server_name app.example.*; | 5 WILDCARD 0.0.0.0:443
            server_name .app.example.com; | server_name b.test; | 4 EXACT 0.0.0.0:443
            server_name _; | server_name b.test; | 4 DEFAULT 0.0.0.0:443
            server_name a.test; | listen 443 default_server; | 5 DEFAULT 0.0.0.0:443
            server_name ~^www; | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            server_name a.test; listen [::]:443 ssl; | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            server_name _; listen [::]:443 ssl; | server_name app.example.com; | 5 EXACT 0.0.0.0:443, 4 DEFAULT [::]:443
            server_name a.test; listen localhost:8443 ssl; | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            server_name ~^a; listen 8443 ssl; | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            server_name a.test; listen 8443 ssl; | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            server_name a.test; listen [::]:443 ssl; ssl_reject_handshake on; | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            server_name a.test; | server_name app.example.com; listen 192.0.2.1:8443-8444 ssl; | 5 EXACT 0.0.0.0:443 192.0.2.1:8443 192.0.2.1:8444
            server_name a.test; | server_name app.example.com; listen unix:/s ssl; listen 443 quic; | 5 EXACT 0.0.0.0:443
            server_name a.test; | server_name app.example.com; listen [::]:444 ssl ipv6only=off; | 5 EXACT 0.0.0.0:443 [::]:444 0.0.0.0:444
            server_name '~}'; | server_name "app.example.com"; return 200 "}{;#"; | 5 EXACT 0.0.0.0:443
            server_name a.test; # } app.example.com | server_name app.example.com; set $x ${y}z}; | 5 EXACT 0.0.0.0:443
            server_name a.test; content_by_lua_block { x = { '}', [[ } ]] } } | server_name app.example.com; | 5 EXACT 0.0.0.0:443
            """)
    void choosesAsNginxDoes(String first, String second, String expected) throws Exception {
        String close = first.indexOf('#') >= 0 ? "\u0000}" : "}";
        String blocks =
                "server { listen 443 ssl; " + first.strip() + close + "\nserver { listen 443; " + second.strip() + "}";
        Located located = locate(blocks.replace("# } app.example.com\u0000", ""));
        assertThat(found(located)).isEqualTo(expected.strip());
        for (Block block : located.blocks()) {
            assertThat(Files.readString(block.file()).charAt(block.closing())).isEqualTo('}');
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            server_name app.example.com; ssl_trusted_certificate /x; | has ssl_trusted_certificate already
            server_name app.example.com; } ssl_crl /x; server { listen 444; | nginx.conf:4: every server block inherits this ssl_crl
            server_name app.example.com; ssl_reject_handshake on; | ssl_reject_handshake on
            server_name ~^app; | nginx.conf:4: the regular expression ~.app decides
            server_name '~^(?<n>app)[[:punct:]]'; | the regular expression
            server_name app.example.com; } server { listen 443; server_name App.example.com; | several blocks claim app.example.com on 0.0.0.0:443, .*nginx.conf:4 and .*nginx.conf:4
            server_name *.example.com; } server { listen 443; server_name .example.com; | several blocks claim
            server_name app.example.com; listen localhost:443 ssl; | the host name localhost
            """)
    void refusesWhatItCannotDecide(String inside, String message) {
        LocateException refusal = refusal("server { listen 443 ssl; " + inside + "}");
        assertThat(refusal.getMessage()).containsPattern(message);
        assertThat(refusal.reason()).isEqualTo(Reason.UNDECIDABLE);
    }

    /** The blocks begin in line 4, one a line; the addresses before the slash are this host's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1 / | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name b.test; | 4 EXACT 192.0.2.1:443 |
            192.0.2.1 / | listen 192.0.2.2:443 ssl; server_name b.test; | listen 192.0.2.1:443 ssl; server_name app.example.com; | 5 EXACT 192.0.2.1:443 |
            192.0.2.1 / | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 443 ssl; server_name _; | 4 EXACT 192.0.2.1:443 |
            192.0.2.1 / | listen 192.0.2.1:443 ssl; server_name .example.com; | listen 443 ssl default_server; server_name b.test; | 4 WILDCARD 192.0.2.1:443 |
            192.0.2.9 / | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 443 ssl; server_name _; | 4 EXACT 192.0.2.1:443, 5 DEFAULT 0.0.0.0:443 |
            192.0.2.1 / | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name app.example.com; | 4 EXACT 192.0.2.1:443 | 192.0.2.2:443 at CONF:5
            192.0.2.1 192.0.2.2 / | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name app.example.com; | 4 EXACT 192.0.2.1:443, 5 EXACT 192.0.2.2:443 |
            192.0.2.1 / | listen 192.0.2.1:443 ssl; listen 8443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name b.test; | 4 EXACT 192.0.2.1:443 0.0.0.0:8443 |
            / 198.51.100.1 | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name app.example.com; | 4 EXACT 192.0.2.1:443, 5 EXACT 192.0.2.2:443 |
            / 198.51.100.1 | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name b.test; | 4 EXACT 192.0.2.1:443 |
            / 198.51.100.1 | listen 198.51.100.1:443 ssl; server_name app.example.com; | listen 443 ssl; server_name _; | 4 EXACT 198.51.100.1:443 |
            2001:db8::1 / | listen [2001:db8:0::1]:443 ssl; server_name app.example.com; | listen [::]:443 ssl; server_name _; | 4 EXACT [2001:db8::1]:443 |
            192.0.2.1 / | listen 443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name b.test; | 4 EXACT 0.0.0.0:443 |
            192.0.2.1 / | listen 192.0.2.1:443 ssl; server_name app.example.com; | listen 192.0.2.2:443 ssl; server_name ~^app; | 4 EXACT 192.0.2.1:443 | 192.0.2.2:443 at CONF:5
            """)
    void changesWhatAnswersWhereTheClientsArrive(
            String addresses, String first, String second, String expected, String left) throws Exception {
        scope = scope(addresses);
        Located located = locate("server { " + first + " }\nserver { " + second + " }");
        assertThat(found(located)).isEqualTo(expected);
        assertThat(located.left())
                .containsExactlyElementsOf(
                        left == null ? List.of() : List.of(left.replace("CONF", home + "/nginx.conf")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            192.0.2.1 192.0.2.2 / | listen 192.0.2.2:443 ssl; server_name b.test; | nginx.conf:5: this block belongs to other hostnames, and answers for app.example.com on 192.0.2.2:443 as the default
            192.0.2.1 2001:db8::1 / | listen [::]:443 ssl; server_name b.test; | nginx.conf:5: this block belongs to other hostnames
            192.0.2.1 192.0.2.2 / | listen 192.0.2.2:443 ssl; server_name ~^app; | nginx.conf:5: the regular expression
            / | listen 192.0.2.2:443 ssl; server_name ~^app; | nginx.conf:5: the regular expression
            192.0.2.1 / | listen localhost:443 ssl; server_name b.test; | nginx.conf:5: this block listens on the host name localhost
            """)
    void refusesWhatOthersAnswerWhereTheClientsArrive(String addresses, String second, String message) {
        scope = scope(addresses);
        LocateException refusal =
                refusal("server { listen 192.0.2.1:443 ssl; server_name app.example.com; }\nserver { " + second + " }");
        assertThat(refusal.reason()).isEqualTo(Reason.UNDECIDABLE);
        assertThat(refusal).hasMessageContaining(message).hasMessageNotContaining("--force");
    }

    private static Scope scope(String addresses) {
        String[] both = addresses.split("/", -1);
        return new Scope(listeners(both[0]), listeners(both[1]));
    }

    private static List<Listener> listeners(String addresses) {
        return addresses.isBlank()
                ? List.of()
                : Stream.of(addresses.strip().split(" "))
                        .map(address -> new Listener(address, 443))
                        .toList();
    }

    /** What one listen directive says of a socket holds for all of them. */
    @Test
    void tellsWhichListenersExpectAHeaderOfTheProxyProtocol() throws Exception {
        Located located = locate("""
                server { listen 443 ssl; listen 8443 ssl proxy_protocol; listen [::]:9443 ssl ipv6only=off proxy_protocol;
                  server_name app.example.com; }
                server { listen 443 proxy_protocol; listen 7443 ssl proxy_protocol; server_name b.example.com; }
                """);
        assertThat(located.listeners().stream().map(listener -> listener + " " + listener.proxied()))
                .containsExactly("0.0.0.0:443 true", "0.0.0.0:8443 true", "[::]:9443 true", "0.0.0.0:9443 true");
        assertThat(locate("server { listen 443 ssl; server_name app.example.com; }")
                        .listeners())
                .noneMatch(Listener::proxied);
    }

    @Test
    void namesAPlaceWhoseAddressOnlyAResolverKnows() throws Exception {
        Located located = locate("""
                server { listen 443 ssl; server_name app.example.com; }
                server { listen localhost:8443 ssl; server_name app.example.com; }
                """);
        assertThat(found(located)).isEqualTo("4 EXACT 0.0.0.0:443, 5 EXACT ");
        assertThat(located.unprobed()).containsExactly("localhost:8443 at " + home.resolve("nginx.conf") + ":5");
    }

    @Test
    void hooksABlockThatAnswersWhereNobodyCanProbeAndNamesThePlace() throws Exception {
        Located located = locate("""
                server { listen 443 ssl; server_name app.example.com; }
                server { listen 443 quic; listen 8443 quic; server_name app.example.com b.test; }
                server { listen unix:/run/a.sock ssl; listen unix:/run/b.sock; server_name app.example.com; }
                server { listen unix:/run/c.sock ssl; listen 443 quic default_server; server_name c.test; }
                """);
        assertThat(found(located)).isEqualTo("4 EXACT 0.0.0.0:443, 5 EXACT , 6 EXACT ");
        Path config = home.resolve("nginx.conf");
        assertThat(located.unprobed())
                .containsExactly(
                        "0.0.0.0:443 quic at " + config + ":5",
                        "0.0.0.0:8443 quic at " + config + ":5",
                        "unix:/run/a.sock at " + config + ":6");
        assertThat(located.plain()).isEmpty();
        assertThat(located.companions()).isEmpty();
    }

    @Test
    void tellsAPortOfUdpFromTheSameOfTcp() throws Exception {
        Located located = locate("""
                server { listen 443 ssl; listen 443 quic reuseport; server_name app.example.com; }
                server { listen 443 quic default_server; listen 443; server_name b.test; }
                """);
        assertThat(found(located)).isEqualTo("4 EXACT 0.0.0.0:443");
        assertThat(located.blocks().get(0).isDefault()).isTrue();
        assertThat(located.unprobed()).containsExactly("0.0.0.0:443 quic at " + home.resolve("nginx.conf") + ":4");
    }

    @ParameterizedTest
    @CsvSource({"listen unix:/run/a.sock ssl, unix:/run/a.sock", "listen [::]:443 quic, [::]:443 quic"})
    void refusesAHostnameThatCanBeProbedNowhere(String listen, String place) {
        LocateException refusal = refusal("server { listen 443 ssl; server_name b.test; }\nserver { " + listen
                + "; server_name app.example.com; }");
        assertThat(refusal.reason()).isEqualTo(Reason.UNDECIDABLE);
        assertThat(refusal)
                .hasMessageContaining(
                        place + " at " + home.resolve("nginx.conf") + ":5 only, where nothing can be proven");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listen 443 ssl; server_name app.example.com; | listen 443; server_name b.test; | true
            listen 443 ssl; server_name b.test; | listen 443; server_name app.example.com; | false
            listen 443 ssl; server_name b.test; | listen 443 default_server; server_name app.example.com; | true
            listen 443 ssl; server_name b.test; | listen 443; listen 8443 ssl; server_name app.example.com; | true
            listen 443 ssl; server_name b.test; | listen 443; listen 80; server_name app.example.com; | false
            """)
    void tellsTheDefaultOfASocket(String first, String second, boolean isDefault) throws Exception {
        Located located = locate("server { " + first + " }\nserver { " + second + " }");
        assertThat(located.blocks()).singleElement().matches(block -> block.isDefault() == isDefault);
    }

    @Test
    void namesTheCompanionsWhereTheBlockAnswersForThem() throws Exception {
        Located located = locate("""
                server { listen 8443 ssl; server_name first.test; }
                server { listen 443 ssl; listen 8443 ssl; server_name App.example.com B.test first.test *.c.test _ ""; }
                """);
        assertThat(located.companions())
                .extracting(companion -> companion.hostname() + " " + companion.listener())
                .containsExactlyInAnyOrder("b.test 0.0.0.0:443", "b.test 0.0.0.0:8443", "first.test 0.0.0.0:443");
        assertThat(located.blocks().get(0).patterns()).containsExactly("*.c.test");
    }

    @Test
    void namesEveryFileAsItIsIncluded() throws Exception {
        put("available/app", "server { listen 443 ssl; include names; }");
        put("names", "server_name app.example.com;");
        Path link = home.resolve("enabled/app");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, home.resolve("available/app"));
        files.put(link, Files.readString(link));
        files.remove(home.resolve("available/app"));
        Located located = locate("include enabled/*;");
        assertThat(located.files()).containsExactlyInAnyOrder(home.resolve("nginx.conf"), home.resolve("names"), link);
        assertThat(located.lastLoad()).isEmpty();
    }

    @Test
    void namesTheNearestAndSomeOfTheKnown() {
        LocateException refusal =
                refusal("server { listen 443 ssl; server_name ap.example.com a.test b.test c.test d.test e.test; }");
        assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_HOSTNAME);
        assertThat(refusal)
                .hasMessageContaining(
                        "did you mean ap.example.com? Known: a.test, ap.example.com, b.test, c.test, d.test and 1 more.");
    }

    @Test
    void saysThatItIsServedWithoutTlsOnly() {
        assertThat(
                        refusal(
                                "server { listen 80; server_name app.example.com; }\nserver { listen 443 ssl; server_name a.test; }"))
                .hasMessageContaining("without TLS only (" + home.resolve("nginx.conf:4"));
    }

    @Test
    void followsIncludesAndLinks() throws Exception {
        String text = "server { listen 443 ssl;\r\n include snippets/names;\r\n # \u00fc }\r\n}\r\n";
        put("available/app", text);
        put("snippets/names", "server_name app.example.com;");
        Path link = home.resolve("enabled/app");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, home.resolve("available/app"));
        files.put(link, text);
        Block block = locate("include enabled/*;").blocks().get(0);
        assertThat(block.file()).isEqualTo(home.resolve("available/app"));
        assertThat(block.closing()).isEqualTo(text.lastIndexOf('}'));
    }

    @Test
    void namesAnEditorsBackup() throws IOException {
        put("enabled/app", "server { listen 443 ssl; server_name app.example.com; }");
        put("enabled/app~", "server { listen 443 ssl; server_name app.example.com; }");
        assertThat(refusal("include enabled/*;")).hasMessageContaining("app~ looks like an editor's backup");
    }

    @Test
    void refusesABlockThatIsLoadedTwice() throws IOException {
        put("app", "server { listen 443 ssl; server_name app.example.com; }");
        assertThat(refusal("include app; include ap[p];").reason()).isEqualTo(Reason.UNDECIDABLE);
    }

    @Test
    void refusesAFileOfSeveralNames() throws IOException {
        Path app = put("app", "server { listen 443 ssl; server_name app.example.com; }");
        Files.createLink(home.resolve("other"), app);
        assertThat(refusal("include app;")).hasMessageContaining("hard links");
    }

    @Test
    void takesTheServersWordForAConflict() {
        warnings = "nginx: [warn] conflicting server name \"app.example.com\" on 0.0.0.0:443, ignored\n";
        assertThat(refusal("server { listen 443 ssl; server_name app.example.com; }"))
                .hasMessageContaining("NGINX says: conflicting server name");
    }

    @Test
    void passesOverWhatOurHookTakesUp() throws Exception {
        put("o/app.example.com.conf", "ssl_verify_client on;");
        String hook = HOOK.replace("/etc/originpull", home + "/o");
        Path config =
                put("nginx.conf", "http { server {\nlisten 443 ssl; server_name app.example.com;\n" + hook + "\n} }");
        String dump = files.entrySet().stream()
                .sorted(Comparator.comparing(file -> !file.getKey().equals(config)))
                .map(file -> dumped(file.getKey(), file.getValue()))
                .collect(Collectors.joining());
        NginxLocator locator = new NginxLocator(Answering.program("nginx", config, 0, dump, BUILT_IN), scope);
        assertThat(locator.locate(APP, hook).blocks()).allMatch(Block::hooked).hasSize(1);
        assertThatThrownBy(() -> locator.locate(APP, hook.replace("app.example.com[", "b.test[")))
                .hasMessageContaining("originpull set it for another hostname");
    }

    @Test
    void tellsWhatIsAround() throws Exception {
        Located located = locate("""
                error_log /var/log/h.log;
                server { listen 443 ssl; server_name app.example.com; error_log logs/app.log; }
                server { listen 443 ssl; server_name b.test *.b.test; }
                server { listen 443 ssl; server_name c.test d.test e.test; }
                server { listen 80 default_server; return 301 https://$host$request_uri; }
                server { listen 8080; server_name app.example.com; location / { return 301 https://x; } }
                """);
        assertThat(located.bystanders()).extracting(Bystander::hostname).containsExactly("b.test", "c.test", "d.test");
        assertThat(located.plain())
                .extracting(plain -> plain.listener() + " " + plain.redirects())
                .containsExactly("0.0.0.0:80 true", "0.0.0.0:8080 false");
        assertThat(located.pidFile()).contains(Path.of("/run/n.pid"));
        assertThat(located.errorLogs()).containsExactly(Path.of("/var/log/h.log"), Path.of("/opt/n/logs/app.log"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nginx -g 'pid /run/g.pid; error_log /var/log/g.log warn;' | /run/g.pid | /var/log/g.log
            nginx '-gpid /run/g.pid; error_log "/var/log/g log";' -q | /run/g.pid | /var/log/g log
            nginx -p /srv -g 'pid g.pid;' | /srv/g.pid |
            nginx -p/srv -e g.log -g 'daemon on;' | /run/n.pid | /srv/g.log
            nginx -g 'pid /no;' -g 'pid /run/g.pid;' | /run/g.pid |
            """)
    void honoursTheDirectivesOfTheCommandLine(String program, String pid, String log) throws Exception {
        Path config = put("nginx.conf", "http { server { listen 443 ssl; server_name app.example.com; } }");
        ServerProgram usual = Answering.program("nginx", config, 0, dumped(config, Files.readString(config)), BUILT_IN);
        List<String> words = new ArrayList<>();
        Pattern.compile("'([^']*)'|(\\S+)")
                .matcher(program)
                .results()
                .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
        Located located = new NginxLocator(
                        new ServerProgram(usual.title(), config, usual.driving(), words, usual.runner(), usual.limit()),
                        scope)
                .locate(APP, HOOK);
        assertThat(located.pidFile()).contains(Path.of(pid));
        assertThat(located.errorLogs()).isEqualTo(log == null ? List.of() : List.of(Path.of(log)));
    }

    @Test
    void refusesAFileThatChangedMeanwhile() throws IOException {
        Path app = put("app", "server { listen 443 ssl; server_name app.example.com; }");
        Files.writeString(app, "server { listen 444 ssl; server_name app.example.com; }");
        assertThat(refusal("include app;").reason()).isEqualTo(Reason.UNREADABLE);
    }
}
