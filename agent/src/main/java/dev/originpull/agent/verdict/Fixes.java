package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.configgen.catalog.Stage;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** What a person can do about a finding. Names a directive for a server that is recognised, and guesses none. */
final class Fixes {
    private final Origin origin;
    private final Optional<String> server;
    private final Remedies remedies;
    private final Instant now;

    /**
     * @param server how the server names itself, where it could be told
     */
    Fixes(Origin origin, Optional<String> server, Remedies remedies, Instant now) {
        this.origin = origin;
        this.server = server;
        this.remedies = remedies;
        this.now = now;
    }

    /** How to bring the origin into a stage. */
    String to(Stage stage) {
        String where = "listens on " + origin.endpoint() + " for " + origin.hostname();
        return server.flatMap(name -> remedies.setting(name, stage))
                .map(known -> known.title() + ": `" + known.directive() + "` in " + known.context() + " that " + where
                        + "; `originpull generate " + known.server() + " --stage " + stage.word()
                        + " --ca-file CA.pem` prints the lines.")
                .orElseGet(() -> "Make whatever " + where + " " + inWords(stage)
                        + "; `originpull generate --list` names the servers that originpull writes this for.");
    }

    /** How to have the leaf accepted, by what the origin said to it. */
    String acceptLeaf(Optional<X509Certificate> leaf, Observation refused) {
        if (leaf.filter(this::isOutOfDate).isPresent()) {
            return "Its dates are reason enough: present a leaf that is valid now.";
        }
        String issuer =
                leaf.map(certificate -> " (" + issuer(certificate) + ")").orElse("");
        String trusted = "Put the certificate of the CA that issued the leaf" + issuer
                + " into the CA file of whatever listens on " + origin.endpoint() + " for " + origin.hostname();
        int alert = refused.ending() instanceof Ending.Alerted alerted
                ? alerted.alert().number()
                : -1;
        return switch (alert) {
            case 43 -> "Issue the leaf with the extended key usage clientAuth, or with none at all.";
            case 44 -> "The origin's revocation list names the leaf: issue a new one.";
            case 45 ->
                "Look at the leaf's dates, at the origin's clock, and at the dates of its CA and revocation list.";
            case 48 -> trusted + ".";
            default -> trusted + ", and see its error log: it says why the certificate did not verify.";
        };
    }

    private boolean isOutOfDate(X509Certificate leaf) {
        return leaf.getNotAfter().toInstant().isBefore(now)
                || leaf.getNotBefore().toInstant().isAfter(now);
    }

    /** How to have the leaf let in where no certificate is, by what the leaf got. */
    String letLeafIn(String answer) {
        return "See the logs of whatever listens on " + origin.endpoint() + " for " + origin.hostname()
                + ": a rule there answers the leaf with " + answer + ", perhaps by its issuer or subject.";
    }

    /** How to have the certificate asked for in the handshake. */
    String askInHandshake() {
        return server.filter(name -> name.startsWith("Apache"))
                .map(apache ->
                        "Apache httpd: move `SSLVerifyClient` out of <Directory>, <Location> and .htaccess into the "
                                + "<VirtualHost> of " + origin.endpoint() + " for " + origin.hostname() + ".")
                .orElseGet(() -> "Have the certificate asked for in the handshake, for the whole of "
                        + origin.hostname() + ", not for single paths: Cloudflare's edge can give none later.");
    }

    static String issuer(X509Certificate certificate) {
        return Printable.of(DistinguishedNames.of(certificate.getIssuerX500Principal()));
    }

    private static String inWords(Stage stage) {
        return switch (stage) {
            case OFF -> "ask for no client certificate";
            case OBSERVE -> "ask for a client certificate and let everybody in";
            case OPTIONAL -> "ask for a client certificate, verify it against your CA and refuse a wrong one";
            case REQUIRED -> "demand a client certificate and verify it against your CA";
        };
    }
}
