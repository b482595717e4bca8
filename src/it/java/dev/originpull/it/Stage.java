package dev.originpull.it;

import java.util.Locale;

/** What an origin is configured to do. */
enum Stage {
    OFF,
    OBSERVE,
    OPTIONAL,
    REQUIRED;

    /** As {@code --stage} takes it, and {@code mode} shows it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
