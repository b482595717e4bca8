package dev.originpull.agent.web.endpoint;

import java.io.IOException;
import java.io.OutputStream;

/** All metrics, as they are now. */
@FunctionalInterface
public interface Scrape {
    /**
     * Writes them in a format of Prometheus' client library.
     *
     * @param contentType one that {@code ExpositionFormats} has written, which names the format and its version
     */
    void write(String contentType, OutputStream out) throws IOException;
}
