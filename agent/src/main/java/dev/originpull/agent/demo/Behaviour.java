package dev.originpull.agent.demo;

import dev.originpull.agent.verdict.Mode;
import io.netty.handler.ssl.ClientAuth;

/** What an embedded origin does with client certificates. */
public enum Behaviour {
    REQUIRED(Mode.REQUIRED, ClientAuth.REQUIRE, "requires a certificate of your CA"),
    OPTIONAL(Mode.OPTIONAL, ClientAuth.OPTIONAL, "requests one, but accepts clients without one"),
    FORGOT_TO_ASK(Mode.OFF, ClientAuth.NONE, "does not request one"),
    TAKES_ANY(Mode.REQUIRED_ANY, ClientAuth.REQUIRE, "requires a certificate, but accepts any");

    private final Mode mode;
    private final ClientAuth clientAuth;
    private final String story;

    Behaviour(Mode mode, ClientAuth clientAuth, String story) {
        this.mode = mode;
        this.clientAuth = clientAuth;
        this.story = story;
    }

    /** What a probe must find. */
    public Mode mode() {
        return mode;
    }

    /** The same in plain words, as half a sentence with the origin as its subject. */
    public String story() {
        return story;
    }

    ClientAuth clientAuth() {
        return clientAuth;
    }
}
