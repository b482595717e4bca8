package dev.originpull.agent.monitor;

import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.probe.EventLoops;
import dev.originpull.agent.probe.Identities;
import dev.originpull.agent.probe.NettyProber;
import dev.originpull.agent.probe.Prober;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A prober for each identity of the configuration. Thread-safe. */
final class Presenters {
    private final EventLoops loops;
    private final String userAgent;
    private volatile Map<String, Presenter> byIdentity = Map.of();

    Presenters(EventLoops loops, String userAgent) {
        this.loops = loops;
        this.userAgent = userAgent;
    }

    /** Who presents what. */
    record Presenter(Identities identities, Prober prober) {
        Optional<X509Certificate> leaf() {
            return identities.leaf().map(Credential::leaf);
        }
    }

    /** The one for this identity of the configuration, or for origins without one; empty where a reload has removed it meanwhile. */
    Optional<Presenter> of(Optional<String> identity) {
        return Optional.ofNullable(byIdentity.get(identity.orElse(Settings.NO_IDENTITY)));
    }

    /**
     * From now on these are presented. Identities that present the same as before keep their prober.
     *
     * @return closes the probers that are not used any more; to be called once their last attempts have ended
     */
    synchronized Runnable present(Map<String, Identities> identities) {
        Map<String, Presenter> before = byIdentity;
        Map<String, Presenter> after = new HashMap<>();
        identities.forEach((name, presented) -> {
            Presenter old = before.get(name);
            after.put(
                    name,
                    old != null && old.identities().equals(presented)
                            ? old
                            : new Presenter(presented, new NettyProber(presented, userAgent, loops)));
        });
        byIdentity = Map.copyOf(after);
        return () -> before.values().stream()
                .filter(presenter -> !after.containsValue(presenter))
                .forEach(presenter -> presenter.prober().close());
    }
}
