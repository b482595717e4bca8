package dev.originpull.agent.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.agent.config.AddressRange;
import dev.originpull.agent.config.CloudflareSettings;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.config.OriginLogSettings;
import dev.originpull.agent.pki.CertificateAuthority;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.KeyType;
import dev.originpull.configgen.install.Event;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.install.Step;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Logging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Hostname APP = Hostname.parse("app.example.com");
    private static final Set<String> CONFIGURED = Set.of("app.example.com", "api.example.com");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "optional, optional, HOLDS",
        "required, optional, HOLDS",
        "required, required, HOLDS",
        "optional, off, NO",
        "observe, optional, NO",
        "optional, mismatch, NO",
        "required-any, optional, NO",
        "optional, inconclusive, NO",
        "optional, unreachable, NO"
    })
    void wantsTheLeafAcceptedAndTheForgeryRefusedAtEveryAddress(String one, String other, Gate.Kind kind) {
        Gate.Finding found = new LeafAccepted(APP.name()).look(sight(Locations.located(), one, other));

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.evidence()).contains(kind == Gate.Kind.HOLDS ? "127.0.0.1:443 " + one : " is ");
    }

    @Test
    void saysHowToGetToOptionalFirst() {
        assertThat(new LeafAccepted(APP.name())
                        .look(sight(Locations.located(), "off", "off"))
                        .evidence())
                .isEqualTo("127.0.0.1:443 is off: because. First: originpull apply app.example.com --stage optional");
    }

    @ParameterizedTest
    @CsvSource({"365, 30, HOLDS", "365, 13, NO", "13, 300, NO", "365, 15, HOLDS"})
    void wantsLeafAndCaGoodForTwoWeeks(int caDays, int leafDays, Gate.Kind kind) {
        CertificateAuthority ca = CertificateAuthority.create(
                KeyType.P256, CertificateAuthority.commonName("CA"), Duration.ofDays(caDays), CLOCK);
        Credential leaf = ca.issueClientLeaf(KeyType.P256, APP.name(), Duration.ofDays(Math.min(caDays, leafDays)));

        Gate.Finding found = new CertificatesGood(List.of(leaf.leaf(), ca.certificate()), CLOCK)
                .look(sight(Locations.located(), "optional", "optional"));

        assertThat(found.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11:40;198.51.100.1 SUCCESS 11:55 | HOLDS | 1 request from Cloudflare in the last 10 min, verified every one",
                "11:50;198.51.100.1 SUCCESS 11:55;198.51.100.2 SUCCESS 11:59 | HOLDS | 2 requests from Cloudflare in the last 10 min, v",
                "198.51.100.1 SUCCESS 11:55;203.0.113.1 NONE 11:56 | HOLDS | 1 request from Cloudflare in the last 5 min, all that the log holds, verified every one",
                "198.51.100.1 SUCCESS 11:55;198.51.100.1 NONE 11:49 | HOLDS | 1 request from Cloudflare in the last 10 min",
                "11:49;198.51.100.1 SUCCESS 11:55;198.51.100.1 NONE 11:51 | NO | 1 of Cloudflare's 2 requests in the last 10 min came without",
                "198.51.100.1 SUCCESS 11:55;198.51.100.1 NONE 11:51 | NO | 1 of Cloudflare's 2 requests in the last 9 min, all that the log holds, came without",
                "198.51.100.1 SUCCESS 11:55;198.51.100.1 FAILED:expired 11:51 | NO | (0 without any, 1 with a wrong one)",
                "198.51.100.1 SUCCESS 11:49 | NO | no request from Cloudflare in the last 10 min: request the site through Cloudflare",
                "203.0.113.1 SUCCESS 11:59 | NO | no request from Cloudflare in the last 1 min, all that the log holds: request",
                "12:00 | NO | no request from Cloudflare in the last 0 s, all that the log holds: request",
                "nobody | NO | the log holds no request that can be read"
            })
    void wantsTheLogToShowVerifiedRequestsAlone(String requests, Gate.Kind kind, String evidence) throws IOException {
        StringBuilder lines = new StringBuilder("nonsense\n");
        for (String request : requests.split(";", -1)) {
            String[] words = request.split(" ", -1);
            if (words[0].indexOf(':') > 0) {
                lines.append("time=\"2026-11-21T%s:00+0000\" client=\"203.0.113.9\" host=\"a.test\" verify=\"NONE\"%n"
                        .formatted(words[0]));
            } else if (words.length == 3) {
                lines.append(
                        "{\"time\":\"2026-11-21T%s:00+00:00\",\"client\":\"%s\",\"host\":\"APP.example.com\",\"verify\":\"%s\"}%n"
                                .formatted(words[2], words[0], words[1]));
                lines.append("time=\"2026-11-21T%s:00+0000\" client=\"%s\" host=\"other.example.com\" verify=\"NONE\"%n"
                        .formatted(words[2], words[0]));
            }
        }
        Path log = Files.writeString(folder.resolve("log"), lines);

        Gate.Finding found = log(log, "198.51.100.0/24");

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.evidence()).contains(evidence);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesTheBalancersAddressInTheLogWhereAHeaderIsExpected(boolean proxied) throws IOException {
        Path log = Files.writeString(
                folder.resolve("log"),
                "time=\"2026-11-21T11:55:00+0000\" client=\"203.0.113.9\" host=\"app.example.com\" verify=\"SUCCESS\"\n");
        Logging logging = Locations.logs(log.toString(), true);
        Block block = new Block(
                Path.of("/etc/nginx/app"),
                3,
                100,
                List.of(Locations.HTTPS.behindProxy(proxied)),
                List.of(APP.name()),
                Block.Match.EXACT,
                false,
                false,
                List.of(),
                logging);
        OriginLogSettings settings =
                new OriginLogSettings(List.of(log), List.of(AddressRange.parse("198.51.100.0/24")));

        Gate.Finding found = new LogVerified(Optional.of(settings), APP, CLOCK, folder.resolve("ours"))
                .look(sight(Locations.located(List.of(), block), "optional", "optional"));

        assertThat(found.kind()).isEqualTo(Gate.Kind.NO);
        assertThat(found.evidence()).contains("no request from Cloudflare");
        assertThat(found.evidence().contains("real_ip_header proxy_protocol")).isEqualTo(proxied);
    }

    @Test
    void saysWhereNoLogCouldBeLookedAt() {
        Gate.Sight sight = sight(Locations.located(), "optional", "optional");
        assertThat(new LogVerified(Optional.empty(), APP, CLOCK, Path.of("/none")).look(sight))
                .isEqualTo(Gate.Finding.note("not checked: no 'origin-log' is configured"));
        assertThat(log(folder.resolve("gone"), "198.51.100.0/24").kind()).isEqualTo(Gate.Kind.NO);
        assertThat(log(folder, "198.51.100.0/24").kind()).isEqualTo(Gate.Kind.NO);
        assertThat(new LogVerified(
                                Optional.of(new OriginLogSettings(List.of(folder.resolve("log")), List.of())),
                                APP,
                                CLOCK,
                                folder.resolve("ours"))
                        .look(sight)
                        .kind())
                .isEqualTo(Gate.Kind.NOTE);
    }

    @Test
    void doesNotPretendToHaveAskedCloudflare() {
        Gate.Sight sight = sight(Locations.located(), "optional", "optional");
        assertThat(new AssociationActive(Optional.of(new CloudflareSettings("example.com", folder))).look(sight))
                .isEqualTo(Gate.Finding.note("not checked: this version does not ask Cloudflare's API"));
        assertThat(new AssociationActive(Optional.empty()).look(sight).kind()).isEqualTo(Gate.Kind.NOTE);
    }

    static List<Arguments> blocks() {
        return List.of(
                Arguments.of(
                        Block.Match.EXACT,
                        List.of("App.example.com"),
                        Gate.Kind.HOLDS,
                        "nothing else is served by /etc/nginx/sites-enabled/app:3"),
                Arguments.of(
                        Block.Match.EXACT,
                        List.of("app.example.com", "API.example.com", "_", ""),
                        Gate.Kind.NOTE,
                        "changes with it: api.example.com at /etc/nginx/sites-enabled/app:3"),
                Arguments.of(
                        Block.Match.EXACT,
                        List.of("app.example.com", "192.0.2.1"),
                        Gate.Kind.NOTE,
                        "changes with it: 192.0.2.1 at /etc/nginx/sites-enabled/app:3"),
                Arguments.of(
                        Block.Match.EXACT,
                        List.of("app.example.com", "api.example.com", "shop.example.com"),
                        Gate.Kind.NO,
                        "/etc/nginx/sites-enabled/app:3 also serves shop.example.com, which would change with it: add what may "
                                + "change to 'origins:' of originpull.yaml, or give it a block of its own"),
                Arguments.of(
                        Block.Match.EXACT,
                        List.of("app.example.com", "*.b.test", "mail.*", ".c.test", "~^d", "${E}"),
                        Gate.Kind.NO,
                        "/etc/nginx/sites-enabled/app:3 also serves whatever fits *.b.test, mail.*, .c.test, ~^d, ${E}: give "
                                + "app.example.com a block of its own"),
                Arguments.of(
                        Block.Match.EXACT, List.of(".app.example.com"), Gate.Kind.NO, "whatever fits .app.example.com"),
                Arguments.of(
                        Block.Match.WILDCARD,
                        List.of("*.example.com"),
                        Gate.Kind.NO,
                        "by a pattern, and everything else that fits (*.example.com): give app.example.com a block of its own"),
                Arguments.of(Block.Match.DEFAULT, List.of(), Gate.Kind.NO, "as the default of its address"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void wantsABlockThatServesNobodyElse(Block.Match match, List<String> names, Gate.Kind kind, String evidence) {
        Located located = Locations.located(List.of(), Locations.block(match, names.toArray(String[]::new)));

        Gate.Finding found = new OwnBlock(APP.name(), CONFIGURED).look(sight(located, "optional", "optional"));

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.evidence()).contains(evidence);
    }

    @Test
    void saysThatNamesOfNobodyChangeWithTheDefaultOfAnAddress() {
        Located located = Locations.located(List.of(), Locations.block(Block.Match.EXACT, true, "app.example.com"));

        assertThat(new OwnBlock(APP.name(), CONFIGURED).look(sight(located, "optional", "optional")))
                .isEqualTo(Gate.Finding.note(
                        "/etc/nginx/sites-enabled/app:3 is the default of its address: names that no other "
                                + "block has there, and clients that send none, change with it"));
    }

    @Test
    void namesWhereNobodyCanAsk() {
        List<Event> events = new ArrayList<>();
        Located located = Locations.located(
                List.of(),
                List.of("unix:/run/a.sock at /etc/nginx/app:9"),
                Locations.block(Block.Match.EXACT, "app.example.com"));

        keeper(Set.of()).refusal(located, sight(located, "optional", "optional").seen(), events::add);

        assertThat(events)
                .filteredOn(event -> event.text().startsWith("not-probed: unix:/run/a.sock at /etc/nginx/app:9 "))
                .extracting(Event::state)
                .containsExactly(Event.State.NOTE);
    }

    static List<Arguments> authorities() {
        X509Certificate own = authority("CN=CA");
        X509Certificate old = authority("CN=Old CA");
        X509Certificate shared = authority(
                "CN=origin-pull.cloudflare.net, ST=California, L=San Francisco, OU=Origin Pull, O=\"CloudFlare, Inc.\", C=US");
        return List.of(
                Arguments.of(own, List.of(), true, Gate.Kind.HOLDS, "every CA in the file leads to the leaf"),
                Arguments.of(
                        own,
                        List.of(old),
                        true,
                        Gate.Kind.NOTE,
                        "'CN=Old CA' is trusted as well, and its certificates"),
                Arguments.of(
                        own,
                        Collections.nCopies(7, old),
                        true,
                        Gate.Kind.NOTE,
                        "'CN=Old CA' and 2 more are trusted as well, and their certificates"),
                Arguments.of(
                        own,
                        List.of(old, shared),
                        true,
                        Gate.Kind.NO,
                        "every customer of Cloudflare gets in: take it out"),
                Arguments.of(shared, List.of(), true, Gate.Kind.NO, "every customer of Cloudflare"),
                Arguments.of(own, List.of(shared), false, Gate.Kind.NOTE, "every customer of Cloudflare"));
    }

    @ParameterizedTest
    @MethodSource("authorities")
    void wantsNoCaTrustedButTheLeafs(
            X509Certificate leading, List<X509Certificate> further, boolean refusing, Gate.Kind kind, String evidence) {
        Gate.Finding found = new NoFurtherCas(List.of(leading), further, refusing)
                .look(sight(Locations.located(), "optional", "optional"));

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.evidence()).contains(evidence);
    }

    private static X509Certificate authority(String subject) {
        return CertificateAuthority.create(KeyType.P256, new X500Principal(subject), Duration.ofDays(9), CLOCK)
                .certificate();
    }

    @Test
    void looksAtEveryGateAndNamesThoseThatSayNo() {
        List<Event> events = new ArrayList<>();
        Located located = Locations.located(
                List.of(new Located.Plain(new Listener("0.0.0.0", 80), Path.of("/etc/nginx/app"), 9, true)),
                Locations.block(Block.Match.DEFAULT));

        Optional<String> refusal =
                keeper(Set.of()).refusal(located, sight(located, "off", "off").seen(), events::add);

        assertThat(refusal)
                .contains(
                        "gates leaf-accepted, own-block failed: their lines say what to do (to override one: --force NAME)");
        assertThat(events)
                .filteredOn(event -> event.step() == Step.GATES && event.state() != Event.State.BEGUN)
                .extracting(event -> event.state() + " " + event.text().split(":", 2)[0])
                .containsExactly("FAILED leaf-accepted", "NOTE log-verified", "FAILED own-block", "DONE plain-http");
    }

    /** A redirect on port 80 is as it should be: it gets one line, however many listeners there are. */
    @Test
    void namesListenersWithoutTlsInOneLineEach() {
        List<Event> events = new ArrayList<>();
        Path file = Path.of("/etc/nginx/app");
        Located located = Locations.located(
                List.of(
                        new Located.Plain(new Listener("0.0.0.0", 80), file, 9, true),
                        new Located.Plain(new Listener("::", 80), file, 9, true),
                        new Located.Plain(new Listener("0.0.0.0", 8080), file, 19, false),
                        new Located.Plain(new Listener("::", 8080), file, 19, false)),
                Locations.block(Block.Match.EXACT, "app.example.com"));

        keeper(Set.of()).refusal(located, sight(located, "optional", "optional").seen(), events::add);

        assertThat(events)
                .filteredOn(event -> event.text().startsWith("plain-http"))
                .extracting(event -> event.state() + " " + event.text())
                .satisfiesExactly(
                        redirects -> assertThat(redirects)
                                .isEqualTo("DONE plain-http: 0.0.0.0:80, [::]:80 (/etc/nginx/app:9): redirects only"),
                        serves -> assertThat(serves)
                                .startsWith("NOTE plain-http: 0.0.0.0:8080, [::]:8080 (/etc/nginx/app:19): serves"));
    }

    @Test
    void goesThroughAGateThatWasForcedAndSaysSo() {
        List<Event> events = new ArrayList<>();
        Located located = Locations.located(List.of(), Locations.block(Block.Match.DEFAULT));

        assertThat(keeper(Set.of(GateName.OWN_BLOCK, GateName.LEAF_ACCEPTED))
                        .refusal(located, sight(located, "off", "off").seen(), events::add))
                .isEmpty();
        assertThat(events)
                .filteredOn(event -> event.text().endsWith("(opened by --force)"))
                .extracting(Event::state)
                .containsExactly(Event.State.NOTE, Event.State.NOTE);
    }

    @Test
    void asksNoGateWhereTheCertificatesAreNoGood() {
        List<Event> events = new ArrayList<>();
        Preflight bad = new Preflight(
                Optional.empty(), 1, List.of(), List.of(), List.of("ca.pem: block 2 is broken", "and"), "", List.of());

        assertThat(new GateKeeper(bad, List.of(new OwnBlock(APP.name(), CONFIGURED)), Set.of())
                        .refusal(Locations.located(), Map.of(), events::add))
                .contains("ca.pem: block 2 is broken");
        assertThat(events)
                .extracting(event -> event.step() + " " + event.state())
                .containsExactly("PREFLIGHT BEGUN", "PREFLIGHT FAILED", "PREFLIGHT FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "leaf-accepted",
                "certificates-good",
                "trusted-cas",
                "log-verified",
                "association-active",
                "own-block"
            })
    void namesItsGates(String word) {
        assertThat(GateName.parse(word).word()).isEqualTo(word);
    }

    @Test
    void namesTheNearestGate() {
        assertThatThrownBy(() -> GateName.parse("leaf-acepted"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "'leaf-acepted' is no gate: did you mean leaf-accepted? The gates are leaf-accepted,");
    }

    /** To add the log must not let anyone in for a while. */
    @ParameterizedTest
    @CsvSource({
        "required, required, true, required --adopt",
        "required, required, false, required",
        "required, optional, false, optional",
        "off, off, true, optional --adopt"
    })
    void namesTheStageAtWhichTheLogIsAdded(String one, String other, boolean adopts, String words) {
        Located located = adopts ? Locations.adopting("ssl_verify_client on;") : Locations.located();

        Gate.Finding found = new LogVerified(
                        Optional.of(new OriginLogSettings(
                                List.of(folder.resolve("log")), List.of(AddressRange.parse("198.51.100.0/24")))),
                        APP,
                        CLOCK,
                        folder.resolve("ours"))
                .look(sight(located, one, other));

        assertThat(found.evidence()).contains("run `originpull apply app.example.com --stage " + words + "`, which");
    }

    private Gate.Finding log(Path file, String range, Located located) {
        return new LogVerified(
                        Optional.of(new OriginLogSettings(List.of(file), List.of(AddressRange.parse(range)))),
                        APP,
                        CLOCK,
                        folder.resolve("ours"))
                .look(sight(located, "optional", "optional"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HOOKED | access_log LOG originpull-app.example.com; | HOLDS | 1 request from Cloudflare",
                "HOOKED | ssl_verify_client optional; | NO | does not log the result of the verification to LOG: run `originpull "
                        + "apply app.example.com --stage optional`, which adds that log, then request the site through Cloudflare",
                "BARE | access_log LOG originpull-app.example.com; | NO | run `originpull apply app.example.com --stage optional`",
                "OTHER | | NO | run `originpull apply app.example.com --stage optional`",
                "OFF | | NO | and no log can be added: /etc/nginx/app:9: `access_log off` turns off every log of the block: remove it",
                "THEIRS | | HOLDS | 1 request from Cloudflare",
            })
    void saysWhatHasTheLogWritten(String block, @Nullable String ours, Gate.Kind kind, String evidence)
            throws IOException {
        Path log = Files.writeString(
                folder.resolve("log"),
                "{\"time\":\"2026-11-21T11:59:00+00:00\",\"client\":\"198.51.100.1\",\"host\":\"app.example.com\","
                        + "\"verify\":\"SUCCESS\"}\n");
        Path fragment = folder.resolve("ours");
        if (ours != null) {
            Files.writeString(fragment, ours.replace("LOG", log.toString()));
        }
        Logging logging = switch (block) {
            case "OTHER" -> Locations.logs("/var/log/nginx/access.log", false);
            case "THEIRS" -> Locations.logs(log.toString(), true);
            case "OFF" ->
                new Logging(
                        List.of(),
                        List.of(),
                        Optional.of("/etc/nginx/app:9: `access_log off` turns off every log of the block: remove it"));
            default -> Logging.NONE;
        };

        Gate.Finding found = log(log, "198.51.100.0/24", Locations.located(block.equals("HOOKED"), logging));

        assertThat(found.kind()).isEqualTo(kind);
        assertThat(found.evidence())
                .contains(evidence.replace("LOG", log.toString()))
                .doesNotContain("--force");
    }

    private Gate.Finding log(Path file, String range) {
        return log(file, range, Locations.located(false, Locations.logs(file.toString(), true)));
    }

    private static GateKeeper keeper(Set<GateName> forced) {
        return new GateKeeper(
                Preflight.unneeded(),
                List.of(
                        new LeafAccepted(APP.name()),
                        new LogVerified(Optional.empty(), APP, CLOCK, Path.of("/none")),
                        new OwnBlock(APP.name(), CONFIGURED)),
                forced);
    }

    private static Gate.Sight sight(Located located, String one, String other) {
        return new Gate.Sight(
                located,
                Map.of(
                        Locations.HTTPS, new Question.Answer(one, "because."),
                        Locations.HTTPS_V6, new Question.Answer(other, "because.")));
    }
}
