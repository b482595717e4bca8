package dev.originpull.it.pki;

/** What a certificate is good for; the names are sections of the authority's configuration. */
enum Purpose {
    CLIENT,
    SERVER,
    /** A leaf as a client presents it, but for serverAuth only: the wrong extended key usage. */
    SERVER_AUTH_ONLY
}
