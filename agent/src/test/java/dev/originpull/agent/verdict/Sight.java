package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Alert;
import dev.originpull.agent.probe.Attempt;
import dev.originpull.agent.probe.CertificateRequest;
import dev.originpull.agent.probe.Ending;
import dev.originpull.agent.probe.Identity;
import dev.originpull.agent.probe.Observation;
import dev.originpull.agent.probe.Phase;
import dev.originpull.agent.probe.Timings;
import dev.originpull.agent.probe.TlsFacts;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an origin of a test shows to one attempt.
 *
 * @param tls whether it came to a TLS conversation
 * @param requested whether a certificate was asked for
 * @param issuers the CAs that were named with the request
 * @param server the server's own certificate, where a test cares
 */
record Sight(
        boolean tls,
        boolean requested,
        boolean renegotiation,
        String version,
        List<String> issuers,
        Optional<X509Certificate> server,
        boolean resumed,
        Ending ending,
        Duration took) {
    static final Duration HANDSHAKE = Duration.ofMillis(1);
    static final Duration QUICK = Duration.ofMillis(8);
    static final Duration LONG = Duration.ofSeconds(5);

    static Sight asked(Ending ending) {
        return new Sight(true, true, false, "TLSv1.3", List.of(), Optional.empty(), false, ending, usual(ending));
    }

    static Sight unasked(Ending ending) {
        return new Sight(true, false, false, "TLSv1.3", List.of(), Optional.empty(), false, ending, usual(ending));
    }

    static Sight withoutTls(Ending ending) {
        return new Sight(false, false, false, "", List.of(), Optional.empty(), false, ending, usual(ending));
    }

    static Sight renegotiating(Ending ending) {
        return new Sight(true, false, true, "TLSv1.2", List.of(), Optional.empty(), false, ending, usual(ending));
    }

    Sight after(Duration other) {
        return new Sight(tls, requested, renegotiation, version, issuers, server, resumed, ending, other);
    }

    Sight naming(String... names) {
        return new Sight(tls, requested, renegotiation, version, List.of(names), server, resumed, ending, took);
    }

    Sight speaking(String other) {
        return new Sight(tls, requested, renegotiation, other, issuers, server, resumed, ending, took);
    }

    Sight showing(X509Certificate certificate) {
        return new Sight(
                tls, requested, renegotiation, version, issuers, Optional.of(certificate), resumed, ending, took);
    }

    Sight taking(boolean session) {
        return new Sight(tls, requested, renegotiation, version, issuers, server, session, ending, took);
    }

    static Ending page(int status, String body) {
        return new Ending.Answered(status, "HTTP/1.1 " + status + " \r\nDate: now\r\n\r\n" + body);
    }

    static Ending page(int status) {
        return page(status, "page " + status);
    }

    static Ending served(int status, String fields, String body) {
        return new Ending.Answered(status, "HTTP/1.1 " + status + " \r\n" + fields + "\r\n\r\n" + body);
    }

    static Ending nginxNoCertificate() {
        return served(
                400,
                "Server: nginx/1.22.1",
                "<html><head><title>400 No required SSL certificate was sent</title></head><body>"
                        + "<center><h1>400 Bad Request</h1></center><hr><center>nginx/1.22.1</center></body></html>");
    }

    static Ending nginxCertificateError() {
        return served(
                400,
                "Server: nginx/1.22.1",
                "<html><head><title>400 The SSL certificate error</title></head><body>"
                        + "<hr><center>nginx/1.22.1</center></body></html>");
    }

    static Ending apachePostHandshake() {
        return served(
                403, "Server: Apache/2.4.71 (Debian)", "Reason: Cannot perform Post-Handshake Authentication.<br />");
    }

    static Ending late(int alert) {
        return new Ending.Alerted(new Alert(alert), true);
    }

    static Ending early(int alert) {
        return new Ending.Alerted(new Alert(alert), false);
    }

    static Ending closed() {
        return new Ending.Closed(Phase.ANSWER, false);
    }

    static Ending reset() {
        return new Ending.Closed(Phase.ANSWER, true);
    }

    static Ending resetInHandshake() {
        return new Ending.Closed(Phase.HANDSHAKE, true);
    }

    static Ending silence() {
        return new Ending.TimedOut(Phase.ANSWER, 0);
    }

    static Ending trickle() {
        return new Ending.TimedOut(Phase.ANSWER, 17);
    }

    static Ending stalled(Phase phase) {
        return new Ending.TimedOut(phase, 0);
    }

    static Ending refusedConnection() {
        return new Ending.Unreachable("connection refused");
    }

    static Ending garbage() {
        return new Ending.Garbled("SSH-2.0-OpenSSH_9.2\r\n");
    }

    static Ending h2Settings() {
        return new Ending.Garbled("\0\0\u0012\4\0\0\0\0\0\0\3\0\0\0\u0080");
    }

    static Ending open(String head) {
        return new Ending.StayedOpen(head);
    }

    Observation of(Attempt attempt) {
        boolean completed = !(ending instanceof Ending.Alerted alerted && !alerted.afterHandshake())
                && !(ending instanceof Ending.Closed closed && closed.phase() == Phase.HANDSHAKE);
        Optional<TlsFacts> facts = tls
                ? Optional.of(new TlsFacts(
                        completed,
                        completed ? Optional.of(version) : Optional.empty(),
                        completed ? Optional.of("TLS_AES_128_GCM_SHA256") : Optional.empty(),
                        Optional.empty(),
                        requested ? Optional.of(new CertificateRequest(issuers)) : Optional.empty(),
                        requested && attempt.identity() != Identity.NONE,
                        renegotiation,
                        resumed,
                        server.stream().toList()))
                : Optional.empty();
        return new Observation(attempt, Optional.empty(), facts, ending, timings());
    }

    private Timings timings() {
        boolean shorter = took.compareTo(HANDSHAKE) < 0;
        return new Timings(Duration.ZERO, shorter ? took : HANDSHAKE, shorter ? Duration.ZERO : took.minus(HANDSHAKE));
    }

    private static Duration usual(Ending ending) {
        return ending instanceof Ending.TimedOut ? LONG : QUICK;
    }
}
