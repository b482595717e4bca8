package dev.originpull.it.broken;

import java.io.IOException;

/** What an origin does with one connection; the connection is closed after it. */
@FunctionalInterface
interface Conversation {
    void run(Connection connection) throws IOException, InterruptedException;
}
