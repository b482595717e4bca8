package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Attempt;
import dev.originpull.it.client.Curl;
import dev.originpull.it.client.CurlAnswer;
import dev.originpull.it.client.Report;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.server.Server;
import java.util.Optional;

/** Asks an origin the same questions with curl, and holds the answers against what originpull said. */
record SecondOpinion(Report report, Server origin, Tls tls) {
    /** Curl agrees on every identity that originpull presented; {@code leaf} is what it was given as leaf. */
    void agrees(Optional<Identity> leaf) {
        agreesOn("none", Optional.empty());
        agreesOn("forged", Optional.of(TestPki.get().forged()));
        leaf.ifPresent(identity -> agreesOn("leaf", Optional.of(identity)));
    }

    private void agreesOn(String name, Optional<Identity> identity) {
        Attempt attempt = report.lastAttempt(name);
        CurlAnswer curl = Curl.to(origin.port(), identity, tls).ask();
        String both = "%s over %s; curl: %s; originpull: %s".formatted(name, tls, curl, report);
        assertThat(attempt.httpStatus().orElse(0)).as("HTTP status, %s", both).isEqualTo(curl.status());
        assertThat(attempt.outcome()).as("outcome, %s", both).isEqualTo(curl.status() == 200 ? "accepted" : "refused");
    }
}
