package dev.originpull.configgen.catalog;

/** What may be asked for beside the stage, and what only some servers can do. */
public enum Option {
    /** A list of revoked certificates. */
    CRL("crl", "check a revocation list"),
    /** How many certificates may stand between the leaf and the CA. */
    DEPTH("depth", "limit the length of the chain"),
    /** An access log that tells how each client certificate was judged. */
    LOG("log", "log how client certificates were judged");

    private final String word;
    private final String purpose;

    Option(String word, String purpose) {
        this.word = word;
        this.purpose = purpose;
    }

    /** The option as server.yaml names it. */
    public String word() {
        return word;
    }

    /** What it is for, as it goes after "cannot". */
    public String purpose() {
        return purpose;
    }
}
