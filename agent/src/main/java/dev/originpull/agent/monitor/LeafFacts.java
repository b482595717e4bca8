package dev.originpull.agent.monitor;

import java.time.Instant;

/**
 * A leaf that is presented.
 *
 * @param identity its name in the configuration
 * @param subject its distinguished name (RFC 4514)
 * @param fingerprint SHA-256 of the certificate, in lower-case hexadecimal digits
 */
public record LeafFacts(String identity, String subject, Instant notAfter, String fingerprint) {}
