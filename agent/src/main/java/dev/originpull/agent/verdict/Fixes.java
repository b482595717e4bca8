package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.agent.probe.Origin;
import dev.originpull.configgen.catalog.Stage;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** What a person can do about a finding. Names a directive for a server that is recognised, and guesses none. */
final class Fixes {
    private final Origin origin;
    private final Optional<String> server;
    private final Remedies remedies;
    private final Knobs knobs;

    /**
     * @param server how the server names itself, where it could be told
     */
    Fixes(Case subject, Optional<String> server, Remedies remedies) {
        this.origin = subject.origin();
        this.knobs = subject.knobs();
        this.server = server;
        this.remedies = remedies;
    }

    /** How to bring the origin into a stage. */
    String to(Stage stage) {
        String where = "listens on " + origin.endpoint() + " for " + origin.hostname();
        return server.flatMap(name -> remedies.setting(name, stage))
                .map(known -> known.title() + ": `" + known.directive() + "` in " + known.context() + " that " + where
                        + "; `originpull generate " + known.server() + " --stage " + stage.word()
                        + " --ca-file " + known.caFile() + "` prints the lines.")
                .orElseGet(() -> "Make whatever " + where + " " + inWords(stage)
                        + "; `originpull generate --list` names the servers that originpull writes this for.");
    }

    /**
     * How to leave only the user's own CAs trusted.
     *
     * @param numerous whether so many are trusted that they can hardly be the user's own
     */
    String trustOnlyOwn(boolean numerous) {
        return "Leave only your own CA in the CA file of whatever listens on " + origin.endpoint() + " for "
                + origin.hostname()
                + ": it is for the origin-pull CA, not for "
                + (numerous ? "the CAs of an operating system" : "other CAs")
                + ". Name every CA of your own with " + knobs.authorities() + ".";
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
