package dev.originpull.it;

import dev.originpull.it.server.Apache;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** A server that originpull generates configuration for. */
enum WebServer {
    NGINX,
    APACHE;

    /** As {@code generate} takes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Tests a configuration with the server's own command and starts it: the text goes where its header says it belongs. */
    Server start(Path home, String generated) throws IOException {
        return switch (this) {
            case NGINX -> Nginx.start(home, Nginx.ANSWER_200 + generated);
            case APACHE -> Apache.start(home, generated);
        };
    }
}
