package dev.originpull.it.pki;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** From when until when a certificate is valid, in days from now. */
enum Validity {
    CURRENT(-2, 730),
    EXPIRED(-30, -1),
    NOT_YET(5, 730);

    /** GeneralizedTime as {@code openssl ca} takes it. */
    private static final DateTimeFormatter OPENSSL =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final long from;
    private final long to;

    Validity(long from, long to) {
        this.from = from;
        this.to = to;
    }

    String start() {
        return OPENSSL.format(Instant.now().plus(Duration.ofDays(from)));
    }

    String end() {
        return OPENSSL.format(Instant.now().plus(Duration.ofDays(to)));
    }
}
