package dev.originpull.agent.config;

import java.nio.file.Path;

/**
 * How Cloudflare's API is used.
 *
 * @param zone the zone's name
 * @param tokenFile its first line is the API token; without the file only what needs it is off
 */
public record CloudflareSettings(String zone, Path tokenFile) {}
