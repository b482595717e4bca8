package dev.originpull.agent.config;

/** What the web server does about client certificates: Go's crypto/tls.ClientAuthType, whose names Prometheus' users write. */
public enum ClientAuthType {
    NO_CLIENT_CERT("NoClientCert"),
    REQUEST_CLIENT_CERT("RequestClientCert"),
    REQUIRE_ANY_CLIENT_CERT("RequireAnyClientCert"),
    VERIFY_CLIENT_CERT_IF_GIVEN("VerifyClientCertIfGiven"),
    REQUIRE_AND_VERIFY_CLIENT_CERT("RequireAndVerifyClientCert");

    private final String word;

    ClientAuthType(String word) {
        this.word = word;
    }

    /** Whether clients are asked for a certificate at all. */
    public boolean asks() {
        return this != NO_CLIENT_CERT;
    }

    /** Whether a certificate that is shown must come from the CA. */
    public boolean verifies() {
        return this == VERIFY_CLIENT_CERT_IF_GIVEN || this == REQUIRE_AND_VERIFY_CLIENT_CERT;
    }

    /** Whether nobody gets in without a certificate. */
    public boolean requires() {
        return this == REQUIRE_ANY_CLIENT_CERT || this == REQUIRE_AND_VERIFY_CLIENT_CERT;
    }

    /** As it is written. */
    @Override
    public String toString() {
        return word;
    }
}
