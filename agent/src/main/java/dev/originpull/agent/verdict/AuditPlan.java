package dev.originpull.agent.verdict;

import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Approach.AlpnOffer;
import dev.originpull.agent.probe.Approach.TlsOffer;
import dev.originpull.agent.probe.Approach.Wire;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Origin;
import dev.originpull.agent.probe.Plan;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The attempts that look for ways round an origin that refuses a client without a certificate: other ways to ask as
 * nobody, and another forgery. An origin that lets such a client in has no ways round worth looking for: there the plan
 * is empty.
 */
public final class AuditPlan implements Plan {
    /** A name that no server has (RFC 6761, 6.4). */
    private static final String UNKNOWN_NAME = "originpull-audit.invalid";
    /** As many of the server certificate's other names are tried. */
    private static final int OTHER_NAMES = 2;

    private final List<Bypass> ways;

    private AuditPlan(List<Bypass> ways) {
        this.ways = List.copyOf(ways);
    }

    /**
     * Plans the audit.
     *
     * @param judged what was observed of the origin by its {@link StandardPlan}
     */
    public static AuditPlan after(Case subject, List<Observation> judged, AuditScope scope) {
        Looks looks = new Looks(subject, judged);
        Weighing weighing = new Weighing(looks, subject.knobs());
        if (!weighing.of(Identity.NONE).isRefused()) {
            return new AuditPlan(List.of());
        }
        Approach base = subject.approach().offering(looks.alpn());
        List<Bypass> ways = new ArrayList<>();
        ways.add(way(FindingCode.BYPASS_NO_SNI, subject, base.naming(Optional.empty()), "without SNI"));
        List<String> names = new ArrayList<>(otherNames(subject, judged));
        names.add(UNKNOWN_NAME);
        for (String name : names) {
            ways.add(way(FindingCode.BYPASS_SNI_MISMATCH, subject, base.naming(Optional.of(name)), "with SNI " + name));
        }
        for (String name : names) {
            ways.add(way(FindingCode.BYPASS_RESUMPTION, subject, base.resuming(name), "in a session of SNI " + name));
        }
        if (base.tls() == TlsOffer.ALL) {
            ways.addAll(otherVersions(subject, base, looks));
        }
        if (subject.leaf().isPresent() && weighing.of(Identity.FORGED).isRefused()) {
            ways.add(new Bypass(
                    FindingCode.BYPASS_CERTIFICATE_CHAIN,
                    new Attempt(subject.origin(), Identity.FORGED, base).bringingItsCa(),
                    "with a forged certificate and its CA"));
        }
        if (base.wire() == Wire.HTTP) {
            ways.addAll(overHttp(subject, base, scope));
        }
        return new AuditPlan(ways);
    }

    /** Called with the audit's own observations, not those that it came after. */
    @Override
    public Optional<Attempt> next(List<Observation> soFar) {
        return soFar.size() < ways.size() ? Optional.of(ways.get(soFar.size()).attempt()) : Optional.empty();
    }

    List<Bypass> ways() {
        return ways;
    }

    private static List<Bypass> otherVersions(Case subject, Approach base, Looks looks) {
        Optional<String> judged = looks.last(Identity.NONE)
                .flatMap(look -> look.observation().tls())
                .flatMap(tls -> tls.version());
        List<Bypass> ways = new ArrayList<>();
        if (!judged.equals(Optional.of("TLSv1.2"))) {
            ways.add(way(FindingCode.BYPASS_TLS_VERSION, subject, base.offering(TlsOffer.ONLY_1_2), "over TLS 1.2"));
        }
        if (!judged.equals(Optional.of("TLSv1.3"))) {
            ways.add(way(FindingCode.BYPASS_TLS_VERSION, subject, base.offering(TlsOffer.ONLY_1_3), "over TLS 1.3"));
        }
        return ways;
    }

    private static List<Bypass> overHttp(Case subject, Approach base, AuditScope scope) {
        List<Bypass> ways = new ArrayList<>();
        if (!base.alpn().isH2()) {
            ways.add(way(FindingCode.BYPASS_HTTP2, subject, base.offering(AlpnOffer.H2), "over HTTP/2"));
        }
        Origin origin = subject.origin();
        Origin plain = new Origin(
                new InetSocketAddress(origin.address().getAddress(), scope.plainHttpPort()), origin.hostname());
        Approach withoutTls = base.offering(AlpnOffer.HTTP_1_1).over(Wire.PLAIN_HTTP);
        ways.add(new Bypass(
                FindingCode.BYPASS_PLAIN_HTTP,
                new Attempt(plain, Identity.NONE, withoutTls),
                "over plain HTTP at " + plain.endpoint()));
        if (withoutTls.proxyProtocol().isPresent()) {
            // The port of plain HTTP need not expect the header that the port of TLS expects.
            ways.add(new Bypass(
                    FindingCode.BYPASS_PLAIN_HTTP,
                    new Attempt(plain, Identity.NONE, withoutTls.behind(Optional.empty())),
                    "over plain HTTP at " + plain.endpoint() + " without a PROXY protocol header"));
        }
        for (String path : scope.paths()) {
            if (!path.equals(base.path())) {
                ways.add(way(FindingCode.BYPASS_PATH, subject, base.asking(path), "at " + path));
            }
        }
        return ways;
    }

    private static Bypass way(FindingCode code, Case subject, Approach approach, String words) {
        return new Bypass(code, new Attempt(subject.origin(), Identity.NONE, approach), words);
    }

    private static List<String> otherNames(Case subject, List<Observation> judged) {
        return judged.stream()
                .flatMap(seen -> seen.tls().stream())
                .flatMap(tls -> tls.serverChain().stream().limit(1))
                .flatMap(certificate -> ServerCertificates.dnsNames(certificate).stream())
                .filter(AuditPlan::isHostname)
                .filter(name -> !name.equals(subject.origin().hostname().name()))
                .distinct()
                .limit(OTHER_NAMES)
                .toList();
    }

    /** A wildcard is no SNI, and whatever else an origin writes into its certificate is not to be sent back. */
    private static boolean isHostname(String name) {
        try {
            return !new Hostname(name).name().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
