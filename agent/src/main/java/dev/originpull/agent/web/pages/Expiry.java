package dev.originpull.agent.web.pages;

import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate expires, and whether that needs somebody's attention.
 *
 * @param mark {@code expired}, {@code close} within 14 days, {@code near} within 30 days, {@code far} else; Cloudflare too warns 30
 *     and 14 days ahead
 */
public record Expiry(Moment at, String mark) {
    static final Duration CLOSE = Duration.ofDays(14);
    static final Duration NEAR = Duration.ofDays(30);

    static Expiry of(Instant notAfter, Instant now) {
        return new Expiry(Moment.of(notAfter, now), mark(Duration.between(now, notAfter)));
    }

    private static String mark(Duration left) {
        if (left.isNegative() || left.isZero()) {
            return "expired";
        }
        return left.compareTo(CLOSE) <= 0 ? "close" : left.compareTo(NEAR) <= 0 ? "near" : "far";
    }
}
