package dev.originpull.it.broken;

import java.io.IOException;
import java.time.Duration;

/** One byte a second. */
final class Drip {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private Drip() {}

    static void write(Connection connection, byte[] bytes) throws IOException, InterruptedException {
        for (byte each : bytes) {
            connection.write(each);
            if (!connection.pause(INTERVAL)) {
                return;
            }
        }
        connection.hold();
    }
}
