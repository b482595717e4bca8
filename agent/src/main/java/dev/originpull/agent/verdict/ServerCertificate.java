package dev.originpull.agent.verdict;

import java.time.Instant;

/**
 * The certificate that the origin itself showed.
 *
 * @param subject as RFC 2253 has it, printable
 * @param issuer likewise
 * @param notAfter the last instant at which it is valid
 * @param matchesHostname whether its names cover the hostname (RFC 9525)
 * @param trusted whether it chains to a CA that this machine's Java trusts
 */
public record ServerCertificate(
        String subject, String issuer, Instant notAfter, boolean matchesHostname, boolean trusted) {}
