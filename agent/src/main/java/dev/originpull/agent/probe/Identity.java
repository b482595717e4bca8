package dev.originpull.agent.probe;

import java.util.Locale;

/** What an attempt presents when the origin asks for a certificate. */
public enum Identity {
    /** An empty Certificate message. */
    NONE,
    /** The certificate that Cloudflare's edge presents. */
    LEAF,
    /** A look-alike of the leaf, signed by a CA of its own that bears the right CA's name. */
    FORGED;

    /** As in JSON and metrics: {@code none}, {@code leaf}, {@code forged}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
