package dev.originpull.agent.cli;

import java.util.Locale;

/** The shells that a completion script can be printed for. */
enum Shell {
    BASH,
    ZSH,
    FISH;

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
