package dev.originpull.agent.probe;

import java.util.List;

/**
 * The origin's CertificateRequest (RFC 8446, 4.3.2; RFC 5246, 7.4.4).
 *
 * @param acceptableIssuers the names of the CAs it says it trusts, as RFC 2253 has them, at most {@value
 *     #MAX_ISSUERS}; none means that it did not say
 * @param named how many it named
 */
public record CertificateRequest(List<String> acceptableIssuers, int named) {
    /** More names than this are not kept. */
    public static final int MAX_ISSUERS = 64;

    public CertificateRequest {
        acceptableIssuers = List.copyOf(acceptableIssuers.subList(0, Math.min(MAX_ISSUERS, acceptableIssuers.size())));
        named = Math.max(named, acceptableIssuers.size());
    }

    public CertificateRequest(List<String> acceptableIssuers) {
        this(acceptableIssuers, acceptableIssuers.size());
    }
}
