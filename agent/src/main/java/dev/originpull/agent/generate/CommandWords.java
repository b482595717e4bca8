package dev.originpull.agent.generate;

import dev.originpull.configgen.render.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a command of this program together, word by word; the same choices make the same words. */
public final class CommandWords {
    private final List<String> words;

    public CommandWords(String... first) {
        this.words = new ArrayList<>(List.of(first));
    }

    /** The option with its value as people write it, where there is one. */
    public CommandWords option(String name, Optional<?> value) {
        value.ifPresent(present -> {
            words.add(name);
            words.add(present.toString());
        });
        return this;
    }

    public CommandWords flag(String name, boolean on) {
        if (on) {
            words.add(name);
        }
        return this;
    }

    /** For a configuration's header; {@code version} is originpull's own. */
    public Provenance provenance(String version) {
        return new Provenance(version, words);
    }
}
