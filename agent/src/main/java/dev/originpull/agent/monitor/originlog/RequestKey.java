package dev.originpull.agent.monitor.originlog;

/**
 * What requests are counted by.
 *
 * @param hostname a configured one, or {@value #OTHER}: clients send any Host header they like
 */
public record RequestKey(String hostname, ClientVerify clientVerify, FromCloudflare cloudflare) {
    /** A hostname of this very name, which is none of the public DNS, would be counted among them. */
    public static final String OTHER = "other";
}
