package dev.originpull.agent.web.pages;

/** The server's own certificate as pages show it. */
public record CertificateView(String subject, String issuer, Expiry expiry, boolean matchesHostname, boolean trusted) {}
