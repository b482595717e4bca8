package dev.originpull.configgen.catalog;

import java.util.Arrays;
import java.util.List;

/** What an origin is configured to do with client certificates, from nothing to enforcement. */
public enum Stage {
    OFF("off", "requests no client certificate, and accepts every client"),
    OBSERVE("observe", "requests a client certificate, and accepts every client, with or without one"),
    OPTIONAL(
            "optional",
            "requests a client certificate; accepts clients without one, refuses certificates of other CAs"),
    REQUIRED("required", "accepts only clients with a certificate of this CA");

    private static final List<String> WORDS =
            Arrays.stream(values()).map(Stage::word).toList();

    private final String word;
    private final String meaning;

    Stage(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** The stage that users write as {@code word}: {@code off}, {@code observe}, {@code optional} or {@code required}. */
    public static Stage parse(String word) throws InvalidValueException {
        for (Stage stage : values()) {
            if (stage.word.equals(word)) {
                return stage;
            }
        }
        throw new InvalidValueException("unknown stage '%s'%s The stages are %s"
                .formatted(Unprintable.shown(word), Nearest.hint(word, WORDS), String.join(", ", WORDS)));
    }

    /** The stage as users write it. */
    public String word() {
        return word;
    }

    /** What clients meet at this stage, as half a sentence. */
    public String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return word;
    }
}
