package dev.originpull.agent.pki;

import java.util.Map;

/** One PEM block (RFC 7468): what stands between a BEGIN and its END line. */
final class PemBlock {
    private final String label;
    private final Map<String, String> headers;
    private final byte[] der;
    private final int number;

    PemBlock(String label, Map<String, String> headers, byte[] der, int number) {
        this.label = label;
        this.headers = Map.copyOf(headers);
        this.der = der;
        this.number = number;
    }

    /** What BEGIN says, such as {@code CERTIFICATE}. */
    String label() {
        return label;
    }

    /** A header of RFC 1421, as the old encrypted keys have them; empty where there is none of this name. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    byte[] der() {
        return der;
    }

    /** The place among the blocks of its file, from 1. */
    int number() {
        return number;
    }

    boolean isPrivateKey() {
        return label.endsWith("PRIVATE KEY");
    }

    boolean isCertificate() {
        return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
    }

    /** Encrypted as OpenSSL did before PKCS#8 (RFC 1421, 4.6.1.1: {@code Proc-Type: 4,ENCRYPTED}). */
    boolean isEncryptedTraditionally() {
        return header("Proc-Type").endsWith("ENCRYPTED");
    }

    /** Without the content: it may be a key. */
    @Override
    public String toString() {
        return label + " (block " + number + ")";
    }
}
