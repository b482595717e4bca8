package dev.originpull.agent.monitor.originlog;

import dev.originpull.agent.config.AddressRange;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/** Whether a request came from Cloudflare's addresses. */
public enum FromCloudflare {
    YES,
    NO,
    /** No ranges are configured, or the log names no address. */
    UNKNOWN;

    static FromCloudflare of(String client, List<AddressRange> ranges) {
        if (ranges.isEmpty() || client.contains("/")) {
            return UNKNOWN;
        }
        try {
            InetAddress address = AddressRange.parse(client).base();
            return ranges.stream().anyMatch(range -> range.contains(address)) ? YES : NO;
        } catch (IllegalArgumentException e) {
            // unix: or a name (HostnameLookups).
            return UNKNOWN;
        }
    }

    /** As in metrics: {@code yes}, {@code no}, {@code unknown}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
