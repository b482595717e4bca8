package dev.originpull.agent.verdict;

import dev.originpull.agent.pki.LeafProblem;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.TlsFacts;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Why an origin refuses the leaf, as far as what was seen tells, and what to do about it. */
final class LeafAdvice {
    /** What the usual keys sign with, as OpenSSL writes it (SSL_CONF_cmd(3)). */
    private static final String SIGNATURES = "ECDSA+SHA256:ECDSA+SHA384:RSA-PSS+SHA256:RSA+SHA256";

    private final Case subject;
    private final Looks looks;
    private final OtherAuthorities others;
    private final Optional<String> server;
    private final Instant now;

    /** @param server how the server names itself, where it could be told */
    LeafAdvice(Case subject, Looks looks, OtherAuthorities others, Optional<String> server, Instant now) {
        this.subject = subject;
        this.looks = looks;
        this.others = others;
        this.server = server;
        this.now = now;
    }

    /** How to have the leaf accepted after a refusal in the server's own words, a close or an alert. */
    String after(Observation refused) {
        if (subject.leaf().filter(this::isOutOfDate).isPresent()) {
            return "Present a leaf that is valid now: its dates are reason enough for a refusal.";
        }
        Optional<LeafProblem> problem = subject.own().chain().isEmpty()
                ? Optional.empty()
                : LeafProblem.of(subject.own().chain(), now).stream().findFirst();
        if (problem.isPresent()) {
            return sentence(problem.get().what()) + " " + sentence(problem.get().fix());
        }
        if (refused.ending() instanceof Ending.Unpresentable unpresentable) {
            return presentable(unpresentable.algorithms());
        }
        return elsewhere(refused)
                .or(() -> byAlert(refused))
                .orElseGet(() -> others.ownNamed() ? trusted() : untrusted());
    }

    private String presentable(List<String> taken) {
        String kind = subject.leaf()
                .map(leaf -> leaf.getPublicKey().getAlgorithm().equals("EC") ? "ECDSA" : "RSA")
                .orElse("the leaf's");
        String setting = isApache()
                ? "Apache httpd: `SSLOpenSSLConfCmd ClientSignatureAlgorithms " + SIGNATURES + "`"
                : "NGINX: `ssl_conf_command ClientSignatureAlgorithms " + SIGNATURES + ";`";
        return "Issue the leaf with a key for "
                + (taken.isEmpty() ? "a signature algorithm that the origin takes" : String.join(" or ", taken))
                + ", or have the origin take signatures by " + kind + " keys (" + setting + ").";
    }

    /** Where another server than the one that ends TLS here refuses. */
    private Optional<String> elsewhere(Observation refused) {
        if (!(refused.ending() instanceof Ending.Answered answered)) {
            return Optional.empty();
        }
        if (!refused.certificateRequested()) {
            return Optional.of("Verify clients at " + subject.origin().endpoint()
                    + ": it asks for no certificate, so a server that it "
                    + "passes requests to refuses them. For that server, give it a certificate of its own (NGINX: "
                    + "`proxy_ssl_certificate` and `proxy_ssl_certificate_key`), or have that server demand none.");
        }
        boolean deniesAnySent = KnownRefusal.in(HttpAnswer.of(answered))
                .filter(known -> known == KnownRefusal.NGINX_NO_CERTIFICATE || known == KnownRefusal.STATUS_496)
                .isPresent();
        boolean sent = refused.tls().map(TlsFacts::certificateSent).orElse(false);
        if (deniesAnySent && sent && isVerifiedHere()) {
            return Optional.of("Give " + subject.origin().endpoint()
                    + " a certificate for the server that it passes requests to (NGINX: "
                    + "`proxy_ssl_certificate` and `proxy_ssl_certificate_key`), or have that server demand none: the leaf passes "
                    + "here, where the forgery does not, and a server behind misses a certificate.");
        }
        return Optional.empty();
    }

    /** Whether the forgery meets with another refusal than the leaf, so that somebody told them apart. */
    private boolean isVerifiedHere() {
        Optional<String> forged = looks.last(Identity.FORGED)
                .filter(look -> look.is(Reading.Refusal.class))
                .map(Look::detail);
        return forged.isPresent() && !forged.equals(looks.last(Identity.LEAF).map(Look::detail));
    }

    private Optional<String> byAlert(Observation refused) {
        if (!(refused.ending() instanceof Ending.Alerted alerted)) {
            return Optional.empty();
        }
        return switch (alerted.alert().number()) {
            case 43 ->
                Optional.of(
                        "Issue the leaf with the extended key usage clientAuth, or with none at all, and with the key usage "
                                + "digitalSignature.");
            case 44 -> Optional.of("Issue a new leaf: the origin's revocation list names this one.");
            case 45 ->
                Optional.of(
                        "Compare the leaf's dates with the origin's clock, and renew the CA or the revocation list (CRL) at the "
                                + "origin if it has expired: both cause this alert.");
            case 80 -> Optional.of(internalError());
            default -> Optional.empty();
        };
    }

    /** The origin has the CA, or one of its name. */
    private String trusted() {
        List<String> causes = new ArrayList<>();
        causes.add("a revocation list (CRL) that has expired, or that a CA of the chain lacks");
        if (subject.own().depth() > 1) {
            causes.add("a verify depth below " + subject.own().depth()
                    + directive().map(line -> " (" + line + ")").orElse(""));
        }
        causes.add("another CA of that name in the CA file: compare the SHA-256 fingerprints");
        causes.add("a key usage that does not fit");
        return "The origin names the leaf's CA, so it has that CA or one of its name. Read the error log of whatever listens on "
                + where() + logLevel() + ". Usual causes: " + String.join("; ", causes) + ".";
    }

    private String untrusted() {
        String issuer = subject.leaf().map(leaf -> " (" + root(leaf) + ")").orElse("");
        String intermediate = subject.own().chain().size() > 1
                ? ""
                : " If an intermediate issued it, present that intermediate behind the leaf, here and at Cloudflare.";
        return "Put the certificate of the CA that issued the leaf" + issuer
                + " into the CA file of whatever listens on " + where()
                + "; its error log says why the certificate did not verify" + logLevel() + "." + intermediate;
    }

    private String root(X509Certificate leaf) {
        List<X509Certificate> chain = subject.own().chain();
        return Fixes.issuer(chain.isEmpty() ? leaf : chain.get(chain.size() - 1));
    }

    /** Apache refuses a chain that is too long with alert 80. */
    private String internalError() {
        String log = "The error log of whatever listens on " + where() + " says what failed" + logLevel() + ".";
        int depth = subject.own().depth();
        if (depth < 2) {
            return log;
        }
        return "Allow a chain of " + depth + " certificates: "
                + directive().orElse("on Apache httpd `SSLVerifyDepth " + depth + "`") + " in the virtual host of "
                + subject.origin().hostname() + "; the default of 1 refuses a leaf that an intermediate issued. " + log;
    }

    /** The line for a verify depth that is enough. */
    private Optional<String> directive() {
        int depth = subject.own().depth();
        if (isApache()) {
            return Optional.of("`SSLVerifyDepth " + depth + "`");
        }
        return isNginx() ? Optional.of("`ssl_verify_depth " + depth + ";`") : Optional.empty();
    }

    private String logLevel() {
        return isApache() ? " (at `LogLevel ssl:info`)" : isNginx() ? " (at level `info`)" : "";
    }

    private boolean isApache() {
        return server.filter(name -> name.startsWith("Apache")).isPresent();
    }

    private boolean isNginx() {
        return server.filter(name -> name.toLowerCase(Locale.ROOT).startsWith("nginx"))
                .isPresent();
    }

    private static String sentence(String half) {
        return half.substring(0, 1).toUpperCase(Locale.ROOT) + half.substring(1) + ".";
    }

    private String where() {
        return subject.origin().endpoint() + " for " + subject.origin().hostname();
    }

    private boolean isOutOfDate(X509Certificate leaf) {
        return leaf.getNotAfter().toInstant().isBefore(now)
                || leaf.getNotBefore().toInstant().isAfter(now);
    }
}
