package dev.originpull.configgen.yaml;

import java.util.List;
import java.util.Map;

/** A piece of a YAML document that knows its line, from 1, so that a complaint about it can name it. */
public sealed interface YamlNode {
    int line();

    /** What kind of thing it is, for messages. */
    String kind();

    /** Nothing is written, or {@code null}, {@code ~} or empty text, which the parser does not tell apart. */
    record Nothing(int line) implements YamlNode {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    /** Text as it is written, at least a character: {@code 1.10} stays {@code 1.10}. */
    record Scalar(int line, String text) implements YamlNode {
        @Override
        public String kind() {
            return "text";
        }
    }

    record Sequence(int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys in the order of the document. */
    record Mapping(int line, Map<String, Entry> entries) implements YamlNode {
        @Override
        public String kind() {
            return "keys with values";
        }
    }

    /** A key's value; {@code line} is the key's own. */
    record Entry(int line, YamlNode value) {}
}
