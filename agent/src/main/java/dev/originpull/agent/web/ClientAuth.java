package dev.originpull.agent.web;

/** What is asked of clients in TLS; the words are those of Prometheus' exporter-toolkit, {@code client_auth_type}. */
public enum ClientAuth {
    NO_CLIENT_CERT(false, false),
    /** Asks, and takes whatever comes, or nothing. */
    REQUEST_CLIENT_CERT(false, false),
    /** Takes any certificate. */
    REQUIRE_ANY_CLIENT_CERT(true, false),
    VERIFY_CLIENT_CERT_IF_GIVEN(false, true),
    REQUIRE_AND_VERIFY_CLIENT_CERT(true, true);

    private final boolean required;
    private final boolean verified;

    ClientAuth(boolean required, boolean verified) {
        this.required = required;
        this.verified = verified;
    }

    boolean asks() {
        return this != NO_CLIENT_CERT;
    }

    boolean required() {
        return required;
    }

    /** Whether a certificate has to come from the configured CAs. */
    boolean verified() {
        return verified;
    }
}
