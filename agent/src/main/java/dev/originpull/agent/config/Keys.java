package dev.originpull.agent.config;

import java.util.Set;

/** Every key of originpull.yaml, by where it stands. originpull.schema.json describes them. */
final class Keys {
    static final Set<String> FILE = Set.of(
            "identity", "identities", "origins", "probe", "web", "server", "cloudflare", "origin-log", "state-file");
    static final Set<String> IDENTITY = Set.of("certificate", "private-key", "passphrase-file", "ca");
    static final Set<String> ORIGIN = Set.of("hostname", "addresses", "expect", "path", "identity", "proxy-protocol");
    static final Set<String> PROBE = Set.of("interval", "timeout", "concurrency", "forged-every", "scheduled");
    static final Set<String> WEB = Set.of("listen", "tls", "basic-auth", "lifecycle", "probe-targets");
    static final Set<String> TLS = Set.of(
            "cert-file",
            "key-file",
            "client-auth-type",
            "client-ca-file",
            "client-allowed-sans",
            "min-version",
            "max-version",
            "cipher-suites");
    static final Set<String> SERVER = Set.of("kind", "config", "fragments", "state", "program", "guard");
    static final Set<String> CLOUDFLARE = Set.of("zone", "token-file");
    static final Set<String> ORIGIN_LOG = Set.of("files", "cloudflare-ranges");

    private Keys() {}
}
