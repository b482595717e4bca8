package dev.originpull.it.broken;

import dev.originpull.it.process.FreePort;
import dev.originpull.it.server.Server;

/** A port on which nobody listens. */
record ClosedPort(int port) implements Server {
    static ClosedPort choose() {
        return new ClosedPort(FreePort.next());
    }

    @Override
    public void close() {}
}
