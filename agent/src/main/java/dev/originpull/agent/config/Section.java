package dev.originpull.agent.config;

import dev.originpull.configgen.catalog.Nearest;
import dev.originpull.configgen.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The keys at one place of a file. What is wrong is added to the complaints, and reads as if it did not stand there: whoever reads a
 * section goes on to the end, and nobody sees what came of it. A key with nothing behind it does not stand there either.
 */
final class Section {
    private final Complaints complaints;
    private final YamlNode.Mapping mapping;
    private final String name;

    private Section(Complaints complaints, YamlNode.Mapping mapping, String name) {
        this.complaints = complaints;
        this.mapping = mapping;
        this.name = name;
    }

    /** Text at its line. */
    record Word(int line, String text) {}

    /** The whole file. */
    static Optional<Section> of(Complaints complaints, YamlNode root, Set<String> known) {
        return of(complaints, root, "", known);
    }

    private static Optional<Section> of(Complaints complaints, YamlNode node, String name, Set<String> known) {
        Optional<Section> section = free(complaints, node, name);
        section.ifPresent(found -> found.mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                complaints.add(
                        entry.line(),
                        "unknown key '" + found.named(key) + "'" + Nearest.hint(shortened(key), known)
                                + " The keys here are " + String.join(", ", new TreeSet<>(known)));
            }
        }));
        return section;
    }

    private static Optional<Section> free(Complaints complaints, YamlNode node, String name) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new Section(complaints, mapping, name));
        }
        complaints.add(
                node.line(),
                (name.isEmpty() ? "the file" : "'" + name + "'") + " must hold keys with values, not " + node.kind());
        return Optional.empty();
    }

    /** For {@link #text}: one of two words. */
    static boolean truth(String word) {
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + Printable.of(word) + "': write true or false");
        };
    }

    int line() {
        return mapping.line();
    }

    Place place() {
        return complaints.place(line());
    }

    void complain(int line, String what) {
        complaints.add(line, what);
    }

    /** The line of a key, or of the section where it does not stand in it. */
    int line(String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? line() : entry.line();
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /**
     * What {@code parser} makes of a key's text.
     *
     * @param parser throws IllegalArgumentException with a line for people
     */
    <T> Optional<T> text(String key, Function<String, T> parser) {
        return value(key).flatMap(node -> word(key, node)).flatMap(word -> parsed(named(key), word, parser));
    }

    /** As {@link #text}, of a key that must stand there. */
    <T> Optional<T> required(String key, String why, Function<String, T> parser) {
        require(key, why);
        return text(key, parser);
    }

    /** A path; a relative one starts at the folder of the file. */
    Optional<Path> path(String key) {
        return text(key, this::resolved);
    }

    Optional<Path> requiredPath(String key, String why) {
        require(key, why);
        return path(key);
    }

    /** The items of a list that are text; nothing where there is no such key. */
    List<Word> words(String key) {
        Optional<YamlNode> node = value(key);
        if (node.isEmpty()) {
            return List.of();
        }
        List<Word> words = new ArrayList<>();
        for (YamlNode item : items(key, node.get())) {
            word(key, item).ifPresent(words::add);
        }
        return words;
    }

    /** What {@code parser} makes of the items of a list. */
    <T> List<T> texts(String key, Function<String, T> parser) {
        return words(key).stream()
                .flatMap(word -> parsed(named(key), word, parser).stream())
                .toList();
    }

    List<Path> paths(String key) {
        return texts(key, this::resolved);
    }

    /** The sections that a list is made of. */
    List<Section> sections(String key, Set<String> known) {
        Optional<YamlNode> node = value(key);
        if (node.isEmpty()) {
            return List.of();
        }
        List<Section> sections = new ArrayList<>();
        for (YamlNode item : items(key, node.get())) {
            of(complaints, item, named(key) + "[" + (sections.size() + 1) + "]", known)
                    .ifPresent(sections::add);
        }
        return sections;
    }

    Optional<Section> section(String key, Set<String> known) {
        return value(key).flatMap(node -> of(complaints, node, named(key), known));
    }

    /** The sections under names that people choose. */
    Map<String, Section> namedSections(String key, Set<String> known) {
        Map<String, Section> sections = new LinkedHashMap<>();
        value(key)
                .flatMap(node -> free(complaints, node, named(key)))
                .ifPresent(names -> names.mapping
                        .entries()
                        .forEach((name, entry) -> of(complaints, entry.value(), names.named(name), known)
                                .ifPresent(section -> sections.put(name, section))));
        return sections;
    }

    /** The texts under names that people choose. */
    Map<String, Word> namedWords(String key) {
        Map<String, Word> words = new LinkedHashMap<>();
        value(key)
                .flatMap(node -> free(complaints, node, named(key)))
                .ifPresent(names -> names.mapping
                        .entries()
                        .forEach((name, entry) ->
                                names.word(name, entry.value()).ifPresent(word -> words.put(name, word))));
        return words;
    }

    /** What {@code parser} makes of a word, or a complaint at its line. */
    <T> Optional<T> parsed(String what, Word word, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(word.text()));
        } catch (IllegalArgumentException e) {
            complaints.add(word.line(), "'" + what + "': " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The names under a key, whatever stands behind them. */
    List<String> names(String key) {
        return value(key)
                .filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast)
                .map(names -> List.copyOf(names.entries().keySet()))
                .orElse(List.of());
    }

    /** Whether a list is what stands there. */
    boolean isList(String key) {
        return value(key).filter(YamlNode.Sequence.class::isInstance).isPresent();
    }

    boolean isEmptyList(String key) {
        return value(key)
                .map(node ->
                        node instanceof YamlNode.Sequence list && list.items().isEmpty())
                .orElse(false);
    }

    /** A key as messages name it: with the keys above it. */
    String named(String key) {
        return (name.isEmpty() ? "" : name + ".") + Printable.of(key);
    }

    private void require(String key, String why) {
        if (!has(key)) {
            complaints.add(line(key), "the key '" + named(key) + "' is missing: " + why);
        }
    }

    private Optional<YamlNode> value(String key) {
        return Optional.ofNullable(mapping.entries().get(key))
                .map(YamlNode.Entry::value)
                .filter(node -> !(node instanceof YamlNode.Nothing));
    }

    private List<YamlNode> items(String key, YamlNode node) {
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        complaints.add(node.line(), "'" + named(key) + "' must be a list, not " + node.kind());
        return List.of();
    }

    private Optional<Word> word(String key, YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
            return Optional.of(new Word(scalar.line(), scalar.text()));
        }
        complaints.add(node.line(), "'" + named(key) + "' must be text, not " + node.kind());
        return Optional.empty();
    }

    /** Relative to the file, whatever folder the program was started in. */
    private Path resolved(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "' is no path: it holds control characters");
        }
        return complaints.file().resolveSibling(text);
    }

    /** Nobody means a key of a thousand letters, and comparing it would take a while. */
    private static String shortened(String key) {
        return key.substring(0, Math.min(key.length(), 64));
    }
}
