package dev.originpull.agent.config;

import java.nio.file.Path;
import java.util.List;

/**
 * The access logs of a web server on this host, in the format that {@code originpull generate --log} sets up.
 *
 * @param files at least one
 * @param cloudflareRanges whose addresses are Cloudflare's edge; empty where that is not to be told
 */
public record OriginLogSettings(List<Path> files, List<AddressRange> cloudflareRanges) {
    public OriginLogSettings {
        files = List.copyOf(files);
        cloudflareRanges = List.copyOf(cloudflareRanges);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no files");
        }
    }
}
