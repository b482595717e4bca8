package dev.originpull.agent.rollout;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.IdentityFiles;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.probe.EventLoops;
import dev.originpull.agent.probe.Identities;
import dev.originpull.agent.probe.NettyProber;
import dev.originpull.agent.probe.Prober;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What hostnames are probed with: the identities of originpull.yaml, each read when it is first needed, so that a broken one is in
 * nobody else's way. Thread-safe.
 */
final class Leaves implements AutoCloseable {
    private static final String NOBODY = "";

    private final AgentConfig config;
    private final String userAgent;
    private final Map<String, Presented> read = new HashMap<>();
    private @Nullable EventLoops loops;

    Leaves(AgentConfig config, String userAgent) {
        this.config = config;
        this.userAgent = userAgent;
    }

    /** What this hostname is probed with; a hostname that is not configured with what origins without an identity of their own are. */
    synchronized Presented of(String hostname) throws CredentialException {
        Optional<OriginEntry> origin = config.origins().stream()
                .filter(entry -> entry.hostname().name().equals(hostname))
                .findFirst();
        String name = origin.flatMap(config::identityOf)
                .or(() -> Optional.of(AgentConfig.DEFAULT_IDENTITY).filter(config.identities()::containsKey))
                .orElse(NOBODY);
        Presented known = read.get(name);
        if (known == null) {
            known = new Presented(identities(name));
            read.put(name, known);
        }
        return known;
    }

    private Identities identities(String name) throws CredentialException {
        if (name.equals(NOBODY)) {
            return new Identities(Optional.empty(), ForgedIdentity.ofUnknownCa());
        }
        IdentityFiles files = Objects.requireNonNull(config.identities().get(name), name);
        Credential leaf = Credential.load(files.certificate(), files.privateKey(), files.passphraseFile());
        return new Identities(Optional.of(leaf), ForgedIdentity.copyOf(leaf.leaf()));
    }

    @Override
    public synchronized void close() {
        read.values().forEach(Presented::close);
        if (loops != null) {
            loops.close();
        }
    }

    private EventLoops loops() {
        EventLoops running = loops;
        if (running == null) {
            running = new EventLoops(1);
            loops = running;
        }
        return running;
    }

    /** An identity and who presents it. */
    final class Presented {
        private final Identities identities;
        private @Nullable Prober usual;
        private @Nullable Prober bringingTheCa;

        private Presented(Identities identities) {
            this.identities = identities;
        }

        Optional<Credential> leaf() {
            return identities.leaf();
        }

        Prober prober() {
            synchronized (Leaves.this) {
                return usual();
            }
        }

        private Prober usual() {
            Prober prober = usual;
            if (prober == null) {
                prober = new NettyProber(identities, userAgent, loops());
                usual = prober;
            }
            return prober;
        }

        /** One that has a forgery with its CA to present; to make it may take a second. */
        Prober proberBringingTheCa() {
            synchronized (Leaves.this) {
                return bringingTheCa();
            }
        }

        private Prober bringingTheCa() {
            Prober prober = bringingTheCa;
            if (prober == null) {
                Identities withCa = new Identities(
                        identities.leaf(),
                        identities.forged(),
                        identities.leaf().map(leaf -> ForgedIdentity.withItsCa(leaf.leaf())),
                        identities.authorities());
                prober = new NettyProber(withCa, userAgent, loops());
                bringingTheCa = prober;
            }
            return prober;
        }

        private void close() {
            Optional.ofNullable(usual).ifPresent(Prober::close);
            Optional.ofNullable(bringingTheCa).ifPresent(Prober::close);
        }
    }
}
