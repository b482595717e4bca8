package dev.originpull.agent.web;

/** Versions of TLS, in their order. */
public enum TlsVersion {
    TLS10("TLSv1"),
    TLS11("TLSv1.1"),
    TLS12("TLSv1.2"),
    TLS13("TLSv1.3");

    private final String protocol;

    TlsVersion(String protocol) {
        this.protocol = protocol;
    }

    /** As Java and BoringSSL name it. */
    String protocol() {
        return protocol;
    }
}
