package dev.originpull.configgen.catalog;

import dev.originpull.configgen.yaml.YamlDocument;
import dev.originpull.configgen.yaml.YamlException;
import dev.originpull.configgen.yaml.YamlNode;
import dev.originpull.configgen.yaml.YamlReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The keys at one place of a file. Everything that is wrong with them is said with file and line. */
final class Fields {
    /** In bytes; a description of a server is a few kilobytes. */
    private static final int LIMIT = 1 << 20;

    private final Path file;
    private final YamlNode.Mapping mapping;
    private final String place;

    private Fields(Path file, YamlNode.Mapping mapping, String place) {
        this.file = file;
        this.mapping = mapping;
        this.place = place;
    }

    /** Turns text into a value, or says why it cannot. */
    interface Parser<T> {
        T parse(String text) throws InvalidValueException;
    }

    /** Reads what stands under a key. */
    interface Reader<T> {
        T read(Fields fields) throws CatalogException;
    }

    /** The keys of the whole file, all of which must be among {@code known}. */
    static Fields of(Path file, Collection<String> known) throws CatalogException {
        try {
            YamlDocument document = YamlReader.read(file, LIMIT);
            if (!document.problems().isEmpty()) {
                YamlDocument.Problem first = document.problems().get(0);
                throw new CatalogException(file + ":" + first.line() + ": " + Unprintable.shown(first.what()));
            }
            return of(file, document.root(), "", known);
        } catch (YamlException e) {
            throw new CatalogException(file + (e.line() > 0 ? ":" + e.line() : "") + ": " + e.getMessage(), e);
        }
    }

    private static Fields of(Path file, YamlNode node, String place, Collection<String> known) throws CatalogException {
        Fields fields = free(file, node, place);
        for (Map.Entry<String, YamlNode.Entry> entry : fields.mapping.entries().entrySet()) {
            if (!known.contains(entry.getKey())) {
                throw fields.complaint(
                        entry.getValue().line(),
                        "unknown key '" + place + Unprintable.shown(entry.getKey()) + "'"
                                + Nearest.hint(entry.getKey(), known) + " The keys here are "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
        return fields;
    }

    private static Fields free(Path file, YamlNode node, String place) throws CatalogException {
        if (node instanceof YamlNode.Mapping mapping) {
            return new Fields(file, mapping, place);
        }
        String where = place.isEmpty() ? "the file" : "'" + place.substring(0, place.length() - 1) + "'";
        throw new CatalogException(
                file + ":" + node.line() + ": " + where + " must hold keys with values, not " + node.kind());
    }

    String text(String key) throws CatalogException {
        return text(key, value(key));
    }

    <T> T text(String key, Parser<T> parser) throws CatalogException {
        return parsed(key, value(key), parser);
    }

    <T> Optional<T> optionalText(String key, Parser<T> parser) throws CatalogException {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? Optional.empty() : Optional.of(parsed(key, entry.value(), parser));
    }

    List<String> texts(String key) throws CatalogException {
        YamlNode node = value(key);
        if (!(node instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
            throw complaint(
                    node.line(), "'" + place + key + "' must be a list with something in it, not " + node.kind());
        }
        List<String> texts = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            texts.add(text(key, item));
        }
        return texts;
    }

    Fields fields(String key, Collection<String> known) throws CatalogException {
        return of(file, value(key), place + key + ".", known);
    }

    /** Every key that stands here, with what {@code parser} makes of its text. */
    <T> Map<String, T> allTexts(Parser<T> parser) throws CatalogException {
        Map<String, T> all = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            all.put(entry.getKey(), parsed(entry.getKey(), entry.getValue().value(), parser));
        }
        return all;
    }

    /** Every key that stands here, with what {@code reader} makes of the keys under it. */
    <T> Map<String, T> allFields(Collection<String> known, Reader<T> reader) throws CatalogException {
        Map<String, T> all = new LinkedHashMap<>();
        for (String key : mapping.entries().keySet()) {
            all.put(key, reader.read(fields(key, known)));
        }
        return all;
    }

    /** What stands under {@code key}, whatever its keys are. */
    Fields anyFields(String key) throws CatalogException {
        return free(file, value(key), place + key + ".");
    }

    /** What stands under {@code key}, whatever its keys are; nothing where it does not stand here. */
    Optional<Fields> optionalFields(String key) throws CatalogException {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? Optional.empty() : Optional.of(free(file, entry.value(), place + key + "."));
    }

    private YamlNode value(String key) throws CatalogException {
        YamlNode.Entry entry = mapping.entries().get(key);
        if (entry == null) {
            throw complaint(mapping.line(), "the key '" + place + key + "' is missing");
        }
        return entry.value();
    }

    private <T> T parsed(String key, YamlNode node, Parser<T> parser) throws CatalogException {
        try {
            return parser.parse(text(key, node));
        } catch (InvalidValueException e) {
            throw complaint(node.line(), "'" + place + key + "': " + e.getMessage());
        }
    }

    private String text(String key, YamlNode node) throws CatalogException {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text();
        }
        throw complaint(node.line(), "'" + place + key + "' must be text, not " + node.kind());
    }

    private CatalogException complaint(int line, String what) {
        return new CatalogException(file + ":" + line + ": " + what);
    }
}
