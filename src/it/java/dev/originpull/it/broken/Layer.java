package dev.originpull.it.broken;

import java.io.IOException;
import java.net.Socket;

/** What an origin speaks through. */
@FunctionalInterface
interface Layer {
    /** No TLS. */
    Layer TCP = tcp -> tcp;

    Socket over(Socket tcp) throws IOException;
}
