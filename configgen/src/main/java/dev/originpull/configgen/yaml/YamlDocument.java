package dev.originpull.configgen.yaml;

import java.util.List;

/**
 * A document that could be read to its end.
 *
 * @param problems what must not stand in it all the same, in the document's order: keys that stand twice, anchors, aliases.
 *     The first {@value YamlReader#MAX_PROBLEMS} of them
 */
public record YamlDocument(YamlNode root, List<Problem> problems) {
    public YamlDocument {
        problems = List.copyOf(problems);
    }

    /**
     * Something that must not stand there.
     *
     * @param line from 1
     * @param what may hold text of the document as it is written: it is for the caller to make it printable
     */
    public record Problem(int line, String what) {}
}
