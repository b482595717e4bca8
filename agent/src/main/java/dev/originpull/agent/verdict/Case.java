package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Approach;
import dev.originpull.agent.probe.Origin;
import dev.originpull.configgen.catalog.Stage;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What is asked about one origin.
 *
 * @param origin whom it is about
 * @param approach how its attempts talk to it; carries the ALPN offer that is made first
 * @param h2WhereNeeded whether HTTP/2 is offered instead where the origin turns out to speak nothing else ({@code
 *     --alpn auto})
 * @param expected what it is meant to do; empty to learn what it does
 * @param own the leaf's chain, and the CAs that the origin is meant to trust
 * @param knobs what the report calls the settings that its reader can change
 */
public record Case(
        Origin origin,
        Approach approach,
        boolean h2WhereNeeded,
        Optional<Stage> expected,
        OwnCertificates own,
        Knobs knobs) {
    /** The certificate that the leaf identity presents; empty where there is none to try. */
    public Optional<X509Certificate> leaf() {
        return own.leaf();
    }
}
