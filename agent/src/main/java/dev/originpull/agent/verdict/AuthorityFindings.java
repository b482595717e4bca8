package dev.originpull.agent.verdict;

import dev.originpull.agent.pki.SharedCa;
import dev.originpull.agent.probe.CertificateRequest;
import dev.originpull.configgen.catalog.Stage;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to say about the CAs that an origin names in its request for a certificate. */
final class AuthorityFindings {
    private final Case subject;
    private final Looks looks;
    private final Mode mode;
    private final OtherAuthorities others;
    private final Fixes fixes;
    private final List<Finding> findings = new ArrayList<>();

    AuthorityFindings(Case subject, Looks looks, Mode mode, OtherAuthorities others, Fixes fixes) {
        this.subject = subject;
        this.looks = looks;
        this.mode = mode;
        this.others = others;
        this.fixes = fixes;
    }

    List<Finding> list() {
        findings.clear();
        subject.leaf().ifPresent(this::advertised);
        otherCas();
        sharedCa();
        return List.copyOf(findings);
    }

    /** One certificate of the chain should be issued by a CA of the list (RFC 8446, 4.4.2.3; RFC 5246, 7.4.6). */
    private void advertised(X509Certificate leaf) {
        if (others.count() == 0 || others.isBundle() || others.ownNamed()) {
            return;
        }
        String above = subject.own().chain().size() > 1
                ? ", nor any that its chain leads to."
                : ": if an intermediate issued it, present the leaf with that intermediate behind it.";
        findings.add(new Finding(
                FindingCode.LEAF_ISSUER_NOT_ADVERTISED,
                Severity.WARNING,
                "The CAs that the origin names do not include the leaf's issuer, " + Fixes.issuer(leaf) + above,
                "Put the certificate of the leaf's root CA into the file from which the server takes the names it sends, or have "
                        + "it send none."));
    }

    private void otherCas() {
        if (!others.areTrusted()) {
            return;
        }
        String clients = others.isBundle()
                ? "a client with a certificate of any of them is accepted."
                : others.others().size() == 1 ? "its clients are accepted too." : "their clients are accepted too.";
        String publicly = others.publicOnes().isEmpty()
                ? ""
                : " Public CAs are among them, from which anyone can have a certificate.";
        boolean fails = isReliedOn() && others.areNumerous();
        findings.add(new Finding(
                FindingCode.OTHER_CAS_TRUSTED,
                fails ? Severity.ERROR : Severity.WARNING,
                "The origin trusts " + others.inWords() + (others.ownNamed() ? " besides yours" : "") + ": " + clients
                        + publicly,
                fixes.trustOnlyOwn(others.areNumerous())));
    }

    private void sharedCa() {
        List<String> named =
                looks.request().map(CertificateRequest::acceptableIssuers).orElse(List.of());
        if (named.stream().anyMatch(SharedCa::isName)) {
            findings.add(new Finding(
                    FindingCode.SHARED_CLOUDFLARE_CA_TRUSTED,
                    isReliedOn() ? Severity.CRITICAL : Severity.WARNING,
                    "The origin trusts Cloudflare's shared origin-pull CA, with which Cloudflare signs for all its customers: "
                            + "any of them can point a zone at this address and get in.",
                    "Take CN=origin-pull.cloudflare.net out of the origin's CA file and leave your own CA in it, once Cloudflare "
                            + "presents your own leaf for " + subject.origin().hostname() + "."));
        }
    }

    private boolean isReliedOn() {
        Optional<Stage> expected = subject.expected();
        return mode == Mode.REQUIRED || expected.filter(Stage.REQUIRED::equals).isPresent();
    }
}
