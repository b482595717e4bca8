package dev.originpull.agent.probe;

/** How far an attempt had come. */
public enum Phase {
    /** TCP is being set up. */
    CONNECT,
    /** From the ClientHello to our Finished. */
    HANDSHAKE,
    /** From our Finished on: the request is written, the answer awaited. */
    ANSWER
}
