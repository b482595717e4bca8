package dev.originpull.configgen.install;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long is waited for a server to do what it was told.
 *
 * @param settle until new workers answer, and the old ones no more; NGINX takes less than a second, Apache with many children some
 * @param hold how long what was put back has to stay so, at least: a reload before the last one may be under way still
 * @param pause between two looks
 */
public record Pace(Duration settle, Duration hold, Duration pause) {
    public static final Pace USUAL = new Pace(Duration.ofSeconds(20), Duration.ofSeconds(1), Duration.ofMillis(200));

    void rest() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    }
}
