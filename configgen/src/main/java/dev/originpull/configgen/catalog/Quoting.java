package dev.originpull.configgen.catalog;

import java.util.Map;

/**
 * One way in which a server's templates write values.
 *
 * @param refused text that no value may hold, because the server gives it a meaning even in quotes; and that meaning, as
 *     half a sentence
 */
public record Quoting(QuotingStyle style, Map<String, String> refused) {
    public Quoting {
        refused = Map.copyOf(refused);
    }

    /** The value as it is to be written. */
    public String quote(String value) throws InvalidValueException {
        for (Map.Entry<String, String> text : refused.entrySet()) {
            if (value.contains(text.getKey())) {
                throw new InvalidValueException("'%s' holds '%s', which cannot be quoted: %s"
                        .formatted(Unprintable.shown(value), text.getKey(), text.getValue()));
            }
        }
        return style.quote(value);
    }
}
