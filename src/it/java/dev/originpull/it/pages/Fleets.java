package dev.originpull.it.pages;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.originpull.agent.config.Address;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.monitor.Change;
import dev.originpull.agent.monitor.FindingCounts;
import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.monitor.LeafFacts;
import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.PackedText;
import dev.originpull.agent.monitor.ReloadOutcome;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.verdict.Mode;
import dev.originpull.agent.verdict.Verdict;
import dev.originpull.configgen.catalog.Stage;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fleets to be shown at a moment: as an agent would have them, without one. */
record Fleets(Instant now) {
    /** What an origin, a certificate or a file may try. */
    static final String HOSTILE =
            "<script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>\u202Egnp.exe\u001B[2J";

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Listed(List<Standing> standings, List<LeafFacts> leaves, ReloadOutcome lastReload) implements Fleet {
        @Override
        public Optional<Standing> find(String id) {
            return standings.stream()
                    .filter(standing -> standing.watch().id().equals(id))
                    .findFirst();
        }
    }

    Fleet none() {
        return new Listed(List.of(), List.of(), new ReloadOutcome(now, now, List.of()));
    }

    /** One of each kind, and something wrong with all that can be. */
    Fleet five() {
        return new Listed(
                List.of(
                        fine("app.example.com", "203.0.113.10:443", 200),
                        new Standing(
                                watch("new.example.com", "203.0.113.77:443"),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                List.of()),
                        open("shop.example.com", "[2001:db8::10]:8443", "CN=shop.example.com", "nginx/1.22.1"),
                        untold("api.example.com", "203.0.113.11:443"),
                        fine("www.example.com", "203.0.113.12:443", 9)),
                List.of(leaf("default", "CN=originpull.example.com,O=Example", 24), leaf("eu", "CN=eu", 310)),
                new ReloadOutcome(
                        now.minusSeconds(300),
                        now.minus(Duration.ofDays(4)),
                        List.of("originpull.yaml:12: unknown key 'hostnme': did you mean hostname?")));
    }

    Fleet many(int count) {
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String hostname = "host-" + i + ".customers.example.com";
            String address = "10." + i / 62_500 + "." + i / 250 % 250 + "." + (i % 250 + 1) + ":443";
            standings.add(
                    i % 97 == 96
                            ? open(hostname, address, "CN=" + hostname, "nginx")
                            : i % 89 == 88 ? untold(hostname, address) : fine(hostname, address, 20 + i % 300));
        }
        return new Listed(standings, List.of(leaf("default", "CN=leaf", 200)), new ReloadOutcome(now, now, List.of()));
    }

    /** Everything that comes from outside tries to be more than text. */
    Fleet hostile() {
        String longName = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + ".example.com";
        return new Listed(
                List.of(
                        open("shop.example.com", "203.0.113.10:443", "CN=" + HOSTILE, HOSTILE),
                        open(longName, "203.0.113.11:443", "CN=" + "x".repeat(4000), "y".repeat(4000))),
                List.of(leaf(HOSTILE, HOSTILE + "z".repeat(500), 2)),
                new ReloadOutcome(now, now, List.of(HOSTILE, "w".repeat(1000))));
    }

    private LeafFacts leaf(String identity, String subject, int days) {
        return new LeafFacts(identity, subject, now.plus(Duration.ofDays(days)), "3f9a".repeat(16));
    }

    private Standing fine(String hostname, String address, int days) {
        ObjectNode report = report(hostname, address, Mode.REQUIRED, Verdict.PASS, "It accepts only the leaf.", days);
        attempt(report, "leaf", "accepted", "http", "200 OK", 8.1);
        attempt(report, "none", "refused", "tls-late", "alert 116 certificate_required", 3.0);
        attempt(report, "forged", "refused", "tls-late", "alert 48 unknown_ca", 3.2);
        return standing(hostname, address, Mode.REQUIRED, Verdict.PASS, FindingCounts.NONE, days, report);
    }

    private Standing open(String hostname, String address, String subject, String banner) {
        ObjectNode report = report(
                hostname, address, Mode.OPTIONAL, Verdict.FAIL, "The leaf was accepted, a client without one too.", 60);
        report.withObject("/serverCertificate").put("subject", subject);
        attempt(report, "leaf", "accepted", "http", "200 OK " + banner, 9.5);
        attempt(report, "none", "accepted", "http", "200 OK " + banner, 4.0);
        attempt(report, "forged", "refused", "tls-late", "alert 48 unknown_ca", 3.2);
        attempt(report, "forged", "unknown", "close", "reset", 1234.5);
        report.withArray("findings")
                .addObject()
                .put("code", "NOT_ENFORCED")
                .put("severity", "critical")
                .put("message", "A client without a certificate got 200 OK from " + banner + ".")
                .put(
                        "fix",
                        "NGINX: `ssl_verify_client on;` in the server block that listens on " + address + " for "
                                + hostname + ", or on that host: originpull enforce " + hostname);
        report.withArray("findings")
                .addObject()
                .put("code", "LEAF_EXPIRES_SOON")
                .put("severity", "warning")
                .put("message", "The leaf expires in 24 days.")
                .put("fix", "");
        report.withArray("findings")
                .addObject()
                .put("code", "LEAF_ISSUER_NOT_ADVERTISED")
                .put("severity", "info")
                .put("message", "The origin does not name the leaf's issuer.")
                .put("fix", "");
        return standing(hostname, address, Mode.OPTIONAL, Verdict.FAIL, new FindingCounts(1, 0, 1, 1), 60, report);
    }

    private Standing untold(String hostname, String address) {
        ObjectNode report = report(
                hostname,
                address,
                Mode.UNREACHABLE,
                Verdict.UNKNOWN,
                "No TLS conversation took place: connection refused.",
                0);
        report.putNull("serverCertificate");
        attempt(report, "leaf", "unreachable", "none", "connection refused", 0.3);
        return standing(hostname, address, Mode.UNREACHABLE, Verdict.UNKNOWN, FindingCounts.NONE, 0, report);
    }

    private Standing standing(
            String hostname,
            String address,
            Mode mode,
            Verdict verdict,
            FindingCounts findings,
            int days,
            ObjectNode report) {
        Look look = new Look(
                now.minusSeconds(12),
                mode,
                verdict,
                mode != Mode.UNREACHABLE,
                findings,
                days == 0 ? Optional.empty() : Optional.of(now.plus(Duration.ofDays(days))),
                Optional.empty(),
                PackedText.of(report.toString()));
        List<Change> history = new ArrayList<>(List.of(
                new Change(now.minus(Duration.ofDays(40)), Mode.OFF, Verdict.FAIL),
                new Change(now.minus(Duration.ofDays(31)), Mode.OPTIONAL, Verdict.FAIL),
                new Change(now.minus(Duration.ofDays(25)), Mode.REQUIRED, Verdict.PASS),
                new Change(now.minus(Duration.ofDays(9)), Mode.UNREACHABLE, Verdict.UNKNOWN),
                new Change(now.minus(Duration.ofDays(8)), Mode.REQUIRED, Verdict.PASS)));
        if (verdict != Verdict.PASS) {
            history.add(new Change(now.minus(Duration.ofHours(5)), mode, verdict));
        }
        return new Standing(
                watch(hostname, address), Optional.of(look), Optional.of(now.minusSeconds(12)), false, history);
    }

    private static Watch watch(String hostname, String address) {
        Address.Literal literal = (Address.Literal) Address.parse(address);
        Hostname name = new Hostname(hostname);
        return new Watch(
                literal,
                name,
                Optional.of(new Origin(new InetSocketAddress(literal.ip(), literal.port()), name)),
                Optional.of(Stage.REQUIRED),
                "/healthz",
                Optional.empty());
    }

    private ObjectNode report(String hostname, String address, Mode mode, Verdict verdict, String reason, int days) {
        ObjectNode report = JSON.createObjectNode()
                .put("address", address)
                .put("hostname", hostname)
                .put("mode", mode.word())
                .put("expected", "required")
                .put("verdict", verdict.word())
                .put("reason", reason);
        report.withArray("attempts");
        report.withObject("/serverCertificate")
                .put("subject", "CN=" + hostname)
                .put("issuer", "CN=R11,O=Let's Encrypt,C=US")
                .put("notAfter", now.plus(Duration.ofDays(days)).toString())
                .put("matchesHostname", true)
                .put("trusted", true);
        report.withArray("findings");
        return report;
    }

    private static void attempt(
            ObjectNode report, String identity, String outcome, String layer, String detail, double ms) {
        report.withArray("attempts")
                .addObject()
                .put("identity", identity)
                .put("tlsVersion", layer.equals("none") ? null : "TLSv1.3")
                .put("certificateRequested", true)
                .put("outcome", outcome)
                .put("layer", layer)
                .put("durationMs", ms)
                .put("detail", detail)
                .withArray("acceptableIssuers")
                .add("CN=Origin Pull CA,O=Example");
    }
}
