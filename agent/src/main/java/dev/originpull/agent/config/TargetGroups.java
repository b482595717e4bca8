package dev.originpull.agent.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Targets in the form of Prometheus' file-based service discovery: a list of groups, each with {@code targets} and
 * {@code labels}. Of the labels {@code hostname} and {@code expect} are read, the others are Prometheus' own affair.
 *
 * <p>Read token by token: an alias would be a token, too, and so cannot blow up.
 */
final class TargetGroups {
    /** Longer documents, in characters, are refused. */
    private static final int MAX_DOCUMENT = 64 * 1024 * 1024;

    private static final int MAX_DEPTH = 50;

    /** The languages that such a list is written in. */
    enum Language {
        JSON,
        YAML
    }

    private record Entry(int line, String address) {}

    private final TargetList targets;
    private final Target.Defaults defaults;

    TargetGroups(TargetList targets, Target.Defaults defaults) {
        this.targets = targets;
        this.defaults = defaults;
    }

    void read(InputStream in, Language language) throws IOException {
        try (JsonParser parser = factory(language).createParser(in)) {
            document(parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            targets.problem(line, "this is not " + language + ": " + firstLine(e.getOriginalMessage()));
        }
    }

    private static JsonFactory factory(Language language) {
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxDocumentLength(MAX_DOCUMENT)
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(BoundedLines.MAX_LINE)
                .maxNameLength(BoundedLines.MAX_LINE)
                .build();
        if (language == Language.JSON) {
            return JsonFactory.builder().streamReadConstraints(limits).build();
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_DOCUMENT);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setAllowDuplicateKeys(false);
        return YAMLFactory.builder()
                .loaderOptions(options)
                .streamReadConstraints(limits)
                .build();
    }

    private static String firstLine(@Nullable String message) {
        if (message == null) {
            return "it cannot be read";
        }
        String line = message.lines().findFirst().orElse("");
        // Behind the bracket Jackson says where, in words of its own.
        return Printable.of(line.replaceFirst(" \\(start marker at .*", ""));
    }

    private void document(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return;
        }
        if (first != JsonToken.START_ARRAY) {
            wrong(parser, "a list of groups begins here, as in '- targets: [\"203.0.113.10:443\"]'");
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                return;
            }
            if (targets.isFull()) {
                wrong(parser, "more than " + TargetList.MAX_TARGETS + " targets: split the file");
                return;
            }
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                group(parser);
            } else {
                wrong(parser, "a group has 'targets:' and 'labels:'");
                parser.skipChildren();
            }
        }
    }

    private void group(JsonParser parser) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Optional<Hostname> hostname = Optional.empty();
        Optional<Stage> expected = Optional.empty();
        int start = line(parser);
        boolean sound = true;
        boolean named = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            if (key.equals("targets")) {
                named = true;
                sound &= targets(parser, entries);
            } else if (key.equals("labels") && parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String label = parser.currentName();
                    parser.nextToken();
                    try {
                        if (label.equals("hostname")) {
                            hostname = Optional.of(Hostname.parse(text(parser)));
                        } else if (label.equals("expect")) {
                            expected = Optional.of(StageWord.parse(text(parser)));
                        }
                    } catch (IllegalArgumentException e) {
                        wrong(parser, String.valueOf(e.getMessage()));
                        sound = false;
                    }
                    parser.skipChildren();
                }
            } else {
                wrong(parser, "'" + Printable.of(key) + "' is not known here: a group has 'targets:' and 'labels:'");
                sound = false;
                parser.skipChildren();
            }
        }
        if (!named) {
            targets.problem(start, "the group has no 'targets:'");
        }
        if (sound) {
            for (Entry entry : entries) {
                add(entry, hostname, expected);
            }
        }
    }

    private boolean targets(JsonParser parser, List<Entry> entries) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            wrong(parser, "'targets:' is a list of addresses");
            parser.skipChildren();
            return false;
        }
        boolean sound = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                return false;
            }
            try {
                entries.add(new Entry(line(parser), text(parser)));
            } catch (IllegalArgumentException e) {
                wrong(parser, String.valueOf(e.getMessage()));
                parser.skipChildren();
                sound = false;
            }
        }
        return sound;
    }

    private void add(Entry entry, Optional<Hostname> hostname, Optional<Stage> expected) {
        try {
            targets.add(entry.line(), Target.of(Address.parse(entry.address()), hostname, expected, defaults));
        } catch (IllegalArgumentException e) {
            targets.problem(entry.line(), String.valueOf(e.getMessage()));
        }
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new IllegalArgumentException(
                    "aliases (*" + Printable.of(parser.getText()) + ") are not read: write it out");
        }
        if (parser.currentToken() == null || !parser.currentToken().isScalarValue()) {
            throw new IllegalArgumentException("a single word is expected here");
        }
        return parser.getText();
    }

    private void wrong(JsonParser parser, String what) {
        targets.problem(line(parser), what);
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }
}
