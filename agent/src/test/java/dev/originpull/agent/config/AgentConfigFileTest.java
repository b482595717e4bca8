package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConfigFileTest {
    /** Every key there is, as CONTRACT.md shows it and beyond. */
    static final String WHOLE = """
            identity: {certificate: leaf.pem, private-key: leaf.key, passphrase-file: null, ca: origin-pull-ca.pem}
            identities:
              shop: {certificate: shop.pem, private-key: /keys/shop.key, passphrase-file: pass}
            origins:
              - hostname: app.example.com
                addresses: [203.0.113.10, "[2001:db8::10]:8443"]
                expect: required
                path: /healthz
                proxy-protocol: v2
              - hostname: shop.example.com
                addresses: [origin.example.net]
                identity: shop
                expect: off
            probe: {interval: 2m, timeout: 10s, concurrency: 8, forged-every: 3}
            web:
              listen: "[::1]:9000"
              tls:
                cert-file: web.pem
                key-file: web.key
                client-auth-type: RequireAndVerifyClientCert
                client-ca-file: clients.pem
                client-allowed-sans: [prometheus.example.com]
                min-version: TLS12
                max-version: TLS13
                cipher-suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]
              basic-auth: {alice: $2y$10$X0h1gDsPszWURQaxFh.zoubFi6DXncSjhoQNJgRrnGs7EsimhC7zG}
              lifecycle: true
              probe-targets: [203.0.113.0/24]
            server: {kind: nginx, config: /etc/nginx/nginx.conf, fragments: /etc/originpull, state: /var/lib/originpull, program: [/usr/sbin/nginx, -c, "{config}"], guard: 90s}
            cloudflare: {zone: example.com, token-file: token}
            origin-log: {files: [/var/log/nginx/originpull.log], cloudflare-ranges: [198.51.100.0/24, 2001:db8:1::/48]}
            state-file: state.json
            """;

    private static final String SMALL = """
            identity: {certificate: leaf.pem, private-key: leaf.key}
            origins:
              - hostname: app.example.com
                addresses: [203.0.113.10]
            """;

    @TempDir
    private Path folder;

    private Path file = Path.of("originpull.yaml");

    @BeforeEach
    void placeTheFile() {
        file = folder.resolve("originpull.yaml");
    }

    @Test
    void readsEveryKey() throws Exception {
        AgentConfig config = read(WHOLE);

        assertThat(config.identities())
                .isEqualTo(Map.of(
                        "default",
                        new IdentityFiles(
                                folder.resolve("leaf.pem"),
                                folder.resolve("leaf.key"),
                                Optional.empty(),
                                Optional.of(folder.resolve("origin-pull-ca.pem")),
                                new Place(file, 1)),
                        "shop",
                        new IdentityFiles(
                                folder.resolve("shop.pem"),
                                Path.of("/keys/shop.key"),
                                Optional.of(folder.resolve("pass")),
                                Optional.empty(),
                                new Place(file, 3))));
        assertThat(config.origins())
                .containsExactly(
                        new OriginEntry(
                                Hostname.parse("app.example.com"),
                                List.of(Address.parse("203.0.113.10"), Address.parse("[2001:db8::10]:8443")),
                                Optional.of(Stage.REQUIRED),
                                "/healthz",
                                Optional.empty(),
                                Optional.of(ProxyProtocol.V2),
                                new Place(file, 5)),
                        new OriginEntry(
                                Hostname.parse("shop.example.com"),
                                List.of(Address.parse("origin.example.net")),
                                Optional.of(Stage.OFF),
                                "/",
                                Optional.of("shop"),
                                Optional.empty(),
                                new Place(file, 10)));
        assertThat(config.origins())
                .map(config::identityOf)
                .containsExactly(Optional.of("default"), Optional.of("shop"));
        assertThat(config.probe())
                .isEqualTo(new ProbeSettings(Duration.ofMinutes(2), Duration.ofSeconds(10), 8, 3, true));
        assertThat(config.web().listen()).isEqualTo(new InetSocketAddress(InetAddress.getByName("::1"), 9000));
        assertThat(config.web().lifecycle()).isTrue();
        assertThat(config.web().basicAuth()).containsOnlyKeys("alice");
        assertThat(config.web().probeTargets())
                .isEqualTo(new ProbeTargets.Ranges(List.of(AddressRange.parse("203.0.113.0/24"))));
        assertThat(config.web().tls())
                .contains(new WebTls(
                        folder.resolve("web.pem"),
                        folder.resolve("web.key"),
                        ClientAuthType.REQUIRE_AND_VERIFY_CLIENT_CERT,
                        Optional.of(folder.resolve("clients.pem")),
                        List.of("prometheus.example.com"),
                        WebTls.TlsVersion.TLS12,
                        WebTls.TlsVersion.TLS13,
                        List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                        new Place(file, 18)));
        assertThat(config.server())
                .contains(new ServerSettings(
                        "nginx",
                        Path.of("/etc/nginx/nginx.conf"),
                        Path.of("/etc/originpull"),
                        Path.of("/var/lib/originpull"),
                        List.of("/usr/sbin/nginx", "-c", "{config}"),
                        Duration.ofSeconds(90)));
        assertThat(config.cloudflare()).contains(new CloudflareSettings("example.com", folder.resolve("token")));
        assertThat(config.originLog())
                .contains(new OriginLogSettings(
                        List.of(Path.of("/var/log/nginx/originpull.log")),
                        List.of(AddressRange.parse("198.51.100.0/24"), AddressRange.parse("2001:db8:1::/48"))));
        assertThat(config.stateFile()).contains(folder.resolve("state.json"));
    }

    @Test
    void fillsInWhatIsLeftOut() throws Exception {
        AgentConfig config = read(SMALL + "probe:\nweb: null\n");

        assertThat(config.probe())
                .isEqualTo(new ProbeSettings(Duration.ofSeconds(60), Duration.ofSeconds(10), 64, 1, true));
        assertThat(config.web().listen()).isEqualTo(new InetSocketAddress("127.0.0.1", 9820));
        assertThat(config.web()).isEqualTo(WebSettings.DEFAULT);
        assertThat(config.server()).isEmpty();
        assertThat(config.cloudflare()).isEmpty();
        assertThat(config.originLog()).isEmpty();
        assertThat(config.stateFile()).isEmpty();
        assertThat(config.origins().get(0).expected()).isEmpty();
    }

    @Test
    void shortensTheUsualTimeoutToAShortInterval() throws Exception {
        assertThat(read(SMALL + "probe: {interval: 2s}\n").probe().timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void takesOriginsWithoutAnyIdentity() throws Exception {
        AgentConfig config = read("origins:\n  - {hostname: a.example.com, addresses: [192.0.2.1]}\n");
        assertThat(config.identityOf(config.origins().get(0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hostname: app | hostnmae: app | 5: unknown key 'origins[1].hostnmae': did you mean hostname? The keys here are addresses, expect, hostname, identity, path",
                "state-file: | sate-file: | 32: unknown key 'sate-file': did you mean state-file?",
                "lifecycle: | lifecylce: | 27: unknown key 'web.lifecylce': did you mean lifecycle?",
                "cert-file: | certificate: | 18: the key 'web.tls.cert-file' is missing: name the server's certificate (PEM)",
                "forged-every | zzzzzz | 14: unknown key 'probe.zzzzzz'. The keys here are concurrency, forged-every, interval, scheduled, timeout",
                "proxy-protocol: v2 | proxy-protocol: V1 | 9: 'origins[1].proxy-protocol': 'V1' is no version of the PROXY protocol: the versions are v1, v2",
                "expect: required | expect: requierd | 7: 'origins[1].expect': 'requierd' is no stage: the stages are off, observe, optional, required",
                "path: /healthz | path: healthz | 8: 'origins[1].path': 'healthz': a path begins with /",
                "identity: shop | identity: shp | 10: the identity 'shp' of shop.example.com is not among 'identities:': did you mean shop?",
                "  shop: { | default: { | 3: the identity 'default' is the one under 'identity:': write it there, or name it otherwise",
                "hostname: app.example.com | path: / | 5: the key 'origins[1].hostname' is missing: say which hostname is served at 203.0.113.10",
                "app.example.com | app_example.com | 5: 'origins[1].hostname': not a hostname: 'app_example.com'",
                "[203.0.113.10, | [203.0.113.999, | 6: 'origins[1].addresses': '203.0.113.999' is no address: an IPv4 address is four numbers of 0 to 255",
                "[203.0.113.10, | [https://203.0.113.10/, | 6: 'origins[1].addresses': 'https://203.0.113.10/' is no address",
                "addresses: [origin.example.net] | addresses: [] | 11: 'origins[2].addresses' names no address: list where shop.example.com is served, as in [203.0.113.10]",
                "addresses: [origin.example.net] | addresses: origin.example.net | 11: 'origins[2].addresses' must be a list, not text",
                "interval: 2m | interval: 0 | 14: 'probe.interval': '0' is no length of time: write 500ms, 5s or 1m",
                "interval: 2m | interval: 0s | 14: 'probe.interval': '0s' is no time at all: write 500ms, 5s or 1m",
                "interval: 2m | interval: -5s | 14: 'probe.interval': '-5s' is no length of time",
                "timeout: 10s | timeout: 3m | 14: 'probe.timeout' is longer than the interval of 2m: an origin must be done with",
                "concurrency: 8 | concurrency: 0 | 14: 'probe.concurrency': '0': write a number of 1 to 4096",
                "concurrency: 8 | concurrency: 5000 | 14: 'probe.concurrency': '5000': write a number of 1 to 4096",
                "concurrency: 8 | concurrency: [8] | 14: 'probe.concurrency' must be text, not a list",
                "forged-every: 3 | forged-every: 1001 | 14: 'probe.forged-every': '1001': write a number of 1 to 1000",
                "lifecycle: true | lifecycle: yes | 27: 'web.lifecycle': 'yes': write true or false",
                "listen: \"[::1]:9000\" | listen: example.com:9000 | 16: 'web.listen': 'example.com:9000' is no address to listen on: write IP:port, [IPv6]:port, localhost:port, or :port",
                "listen: \"[::1]:9000\" | listen: 127.0.0.1:70000 | 16: 'web.listen': '127.0.0.1:70000' is no address to listen on",
                "client-auth-type: RequireAndVerifyClientCert | client-auth-type: require | 20: 'web.tls.client-auth-type': 'require' is none of NoClientCert, RequestClientCert,",
                "client-ca-file: clients.pem | client-ca-file: null | 20: RequireAndVerifyClientCert needs 'client-ca-file': name the CA",
                "client-auth-type: RequireAndVerifyClientCert | client-auth-type: VerifyClientCertIfGiven | 22: 'web.tls.client-allowed-sans' needs a 'client-auth-type' that lets nobody in without a certificate",
                "min-version: TLS12 | min-version: TLS11 | 23: 'web.tls.min-version': 'TLS11' is none of TLS12, TLS13",
                "WITH_AES_128_GCM_SHA256 | WITH_AES_128_GCM_SHA265 | 25: 'web.tls.cipher-suites': BoringSSL has no cipher suite 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA265': did you mean TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256?",
                "alice: $2y$10$ | alice: $2y$17$ | 26: 'web.basic-auth.alice': a bcrypt hash of cost 17: use one of 4 to 16",
                "alice: $2y$10$ | alice: $1$10$ | 26: 'web.basic-auth.alice': no bcrypt hash of a password",
                "{alice: | {\"a:b\": | 26: 'a:b' is no name of a user: it must not be empty or hold a colon (RFC 7617, 2)",
                "[203.0.113.0/24] | [203.0.113.7/24] | 28: 'web.probe-targets': 203.0.113.7/24 is an address in a network, not the network: write 203.0.113.0/24",
                "[203.0.113.0/24] | all | 28: 'web.probe-targets': 'all': write configured, or a list of address ranges",
                "[203.0.113.0/24] | [] | 28: 'web.probe-targets' lists nothing: list ranges, or write configured",
                "kind: nginx | kind: NGINX! | 29: 'server.kind': 'NGINX!' is no server's name",
                "kind: nginx, | | 29: the key 'server.kind' is missing: name the web server, as in nginx",
                "guard: 90s | guard: 5s | 29: 'server.guard': '5s': write 30s to 1h",
                "guard: 90s | guard: 2h | 29: 'server.guard': '2h': write 30s to 1h",
                "program: [/usr/sbin/nginx, | program: [\"a\\0b\", | 29: 'server.program': 'a\uFFFDb' holds control characters",
                "zone: example.com | zone: example..com | 30: 'cloudflare.zone': not a hostname: 'example..com'",
                "files: [/var/log/nginx/originpull.log] | files: null | 31: 'origin-log.files' names no file: list the access logs to follow",
                "files: [/var/log/nginx/originpull.log] | files: \"a\\0b\" | 31: 'origin-log.files' must be a list, not text",
                "state-file: state.json | state-file: \"a\\0b\" | 32: 'state-file': 'a\uFFFDb' is no path: it holds control characters",
                "state-file: state.json | probe: {} | 32: 'probe' stands here a second time: it stands in line 14, too",
                "files: [/var | files: &here [/var | 31: anchors (&name) are not read here: leave it out",
                "state-file: state.json | state-file: *here | 32: aliases are not read here: write it out",
                "state-file: state.json | --- | 33: a second document begins here: only one is read",
                "state-file: state.json | `\tstate-file: x` | 32: no valid YAML: a tab stands here: YAML is indented with spaces",
                "identity: {certificate | identity: [{certificate | 2: no valid YAML: expected ",
            })
    void saysInWhichLineWhatIsWrong(String good, String bad, String complaint) throws IOException {
        String text = WHOLE.replace(good, bad == null ? "" : bad);
        assertThat(complaints(text))
                .anySatisfy(line -> assertThat(line).startsWith(file + ":" + complaint))
                .noneSatisfy(line -> assertThat(line).contains("\n"));
    }

    @Test
    void namesBothLinesOfAnOriginThatStandsTwice() throws IOException {
        assertThat(complaints(SMALL + """
                  - hostname: APP.example.com.
                    addresses:
                      - 203.0.113.10:8443
                      - 203.0.113.10:443
                """))
                .containsExactly(
                        file
                                + ":8: 203.0.113.10:443 stands here a second time for app.example.com: it stands in line 4, too; leave one out");
    }

    @Test
    void tellsEverythingThatIsWrongInTheOrderOfLines() throws IOException {
        assertThat(complaints("""
                identiy: {}
                origins:
                  - addresses: [203.0.113.10]
                  - hostname: b.example.com
                    addresses: [nonsense:0, 203.0.113.11]
                    expect: on
                probe: {interval: x, concurrency: -1}
                """))
                .extracting(line -> line.substring(
                        file.toString().length() + 1, file.toString().length() + 2))
                .containsExactly("1", "3", "5", "6", "7", "7");
    }

    @Test
    void showsTwentyComplaintsOfAThousand() throws IOException {
        assertThat(complaints("origins:\n" + "  - hostname: _\n".repeat(300)))
                .hasSize(ConfigException.MAX_SHOWN + 1)
                .endsWith("and 580 more");
    }

    @Test
    void doesNotRepeatAPasswordThatStandsInPlaceOfItsHash() throws IOException {
        assertThat(complaints(SMALL + "web: {basic-auth: {alice: hunter2}}\n"))
                .singleElement()
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void showsNoControlCharactersOfTheFile() throws IOException {
        assertThat(complaints(SMALL + "\"\\e[31mred\\n\": 1\n"))
                .singleElement()
                .asString()
                .doesNotContain("\u001b", "\n")
                .contains("unknown key");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | : the file is empty",
                "# nothing | : the file is empty",
                "text | :1: the file must hold keys with values, not text",
                "[a] | :1: the file must hold keys with values, not a list",
                "null | :1: the file must hold keys with values, not nothing",
                "a: {b | :1: no valid YAML: ",
                "a: \"\u0001\" | :1: no valid YAML: "
            })
    void refusesWhatHoldsNoKeys(String text, String complaint) throws IOException {
        assertThat(complaints(text)).singleElement().asString().startsWith(file + complaint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    addresses: [[::1]:443]",
                "    addresses: [[2001:db8::1]:8443, 192.0.2.1]",
                "    addresses:\n      - [2001:db8::1]:8443"
            })
    void saysThatAnAddressInBracketsNeedsQuotes(String addresses) throws IOException {
        assertThat(complaints("origins:\n  - hostname: a.example.com\n" + addresses + "\n"))
                .singleElement()
                .asString()
                .startsWith(file + ":" + (2 + addresses.lines().count()) + ": no valid YAML: ")
                .contains("needs quotes, such as \"[2001:db8::10]:443\"")
                .doesNotContain("snakeyaml", "Event");
    }

    @Test
    void refusesAliasesThatWouldGrowToBillions() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        assertThat(complaints(bomb.toString()))
                .anySatisfy(line -> assertThat(line).contains("aliases are not read here"));
    }

    @Test
    void refusesNestingThatWouldOverflowTheStack() throws IOException {
        assertThat(complaints("a: " + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("no valid YAML");
    }

    @Test
    void namesTheLineThatIsNotUtf8() throws IOException {
        Files.write(file, "# ok\n# grün\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> AgentConfigFile.read(file)).hasMessage(file + ":2: not UTF-8");
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void refusesAHugeFileWithoutReadingIt() throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(100L << 30);
        }
        assertThatThrownBy(() -> AgentConfigFile.read(file))
                .hasMessage(file + ": is larger than 32768 KiB: check the name, or split it");
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void doesNotWaitForAPipe() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> AgentConfigFile.read(file)).hasMessage(file + ": is no regular file: name one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "missing.yaml", "originpull.yaml/x"})
    void saysWhatTheNameStandsFor(String name) throws IOException {
        Files.writeString(file, "");
        assertThatThrownBy(() -> AgentConfigFile.read(folder.resolve(name)))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching("(?s).*: (is a directory|there is no such file|cannot be read).*");
    }

    @Test
    @Timeout(value = 90, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsFiftyThousandOrigins() throws Exception {
        StringBuilder text = new StringBuilder("origins:\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("  - hostname: host-%d.customers.example.com\n".formatted(i))
                    .append("    addresses: [\"203.0.%d.%d:443\", \"[2001:db8::%x]:443\"]\n"
                            .formatted(i / 256, i % 256, i))
                    .append("    expect: required # %s\n    path: /healthz\n".formatted("x".repeat(20)));
        }
        assertThat(read(text.toString()).origins()).hasSize(50_000);
    }

    private AgentConfig read(String text) throws IOException, ConfigException {
        Files.writeString(file, text);
        return AgentConfigFile.read(file);
    }

    private List<String> complaints(String text) throws IOException {
        Files.writeString(file, text);
        return catchThrowableOfType(ConfigException.class, () -> AgentConfigFile.read(file))
                .complaints();
    }
}
