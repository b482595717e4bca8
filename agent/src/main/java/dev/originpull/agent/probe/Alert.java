package dev.originpull.agent.probe;

/**
 * A TLS alert that an origin sent.
 *
 * @param number 0 to 255, from the IANA registry "TLS Alerts"
 */
public record Alert(int number) {
    public Alert {
        if (number < 0 || number > 255) {
            throw new IllegalArgumentException("an alert is one byte: " + number);
        }
    }

    /** The registry's name, such as {@code certificate_required}; {@code unassigned} for a number without one. */
    public String name() {
        return switch (number) {
            case 0 -> "close_notify";
            case 10 -> "unexpected_message";
            case 20 -> "bad_record_mac";
            case 21 -> "decryption_failed";
            case 22 -> "record_overflow";
            case 30 -> "decompression_failure";
            case 40 -> "handshake_failure";
            case 41 -> "no_certificate";
            case 42 -> "bad_certificate";
            case 43 -> "unsupported_certificate";
            case 44 -> "certificate_revoked";
            case 45 -> "certificate_expired";
            case 46 -> "certificate_unknown";
            case 47 -> "illegal_parameter";
            case 48 -> "unknown_ca";
            case 49 -> "access_denied";
            case 50 -> "decode_error";
            case 51 -> "decrypt_error";
            case 60 -> "export_restriction";
            case 70 -> "protocol_version";
            case 71 -> "insufficient_security";
            case 80 -> "internal_error";
            case 86 -> "inappropriate_fallback";
            case 90 -> "user_canceled";
            case 100 -> "no_renegotiation";
            case 109 -> "missing_extension";
            case 110 -> "unsupported_extension";
            case 111 -> "certificate_unobtainable";
            case 112 -> "unrecognized_name";
            case 113 -> "bad_certificate_status_response";
            case 114 -> "bad_certificate_hash_value";
            case 115 -> "unknown_psk_identity";
            case 116 -> "certificate_required";
            case 120 -> "no_application_protocol";
            case 121 -> "ech_required";
            default -> "unassigned";
        };
    }

    /**
     * Whether servers send this alert over a client's certificate. Which of them differs by library and version: the JDK
     * sends 42 for a missing certificate, OpenSSL 40 on TLS 1.2 and 116 on 1.3, Go 42 or 116 (RFC 8446, 6.2; RFC 5246, 7.2.2).
     */
    public boolean isAboutCertificate() {
        return switch (number) {
            case 40, 41, 42, 43, 44, 45, 46, 48, 49, 51, 116 -> true;
            default -> false;
        };
    }

    /** {@code alert 116 certificate_required}. */
    @Override
    public String toString() {
        return "alert " + number + " " + name();
    }
}
