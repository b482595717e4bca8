package dev.originpull.configgen.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a YAML file of one document into nodes with lines. Aliases are not followed, so memory is bounded by the size of the
 * file. No data binding: that would cost every start of the program more than the reading.
 */
public final class YamlReader {
    /** The usual cause of a value that the grammar does not expect. */
    private static final String QUOTES = "a value that begins with [ or { needs quotes, such as \"[2001:db8::10]:443\"";

    /** Who has mended these reads the others then. */
    static final int MAX_PROBLEMS = 100;

    private final YAMLParser parser;
    private final List<YamlDocument.Problem> problems = new ArrayList<>();

    private YamlReader(YAMLParser parser) {
        this.parser = parser;
    }

    /**
     * Reads the whole file.
     *
     * @param limit in bytes; a larger file is refused and not read
     */
    public static YamlDocument read(Path file, int limit) throws YamlException {
        String text = YamlText.read(file, limit);
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(limit);
        try (YAMLParser parser =
                YAMLFactory.builder().loaderOptions(options).build().createParser(text)) {
            return new YamlReader(parser).document();
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new YamlException(0, "cannot be read (" + e + ")", e);
        }
    }

    private YamlDocument document() throws IOException, YamlException {
        if (parser.nextToken() == null) {
            throw new YamlException(0, "the file is empty");
        }
        YamlNode root = node();
        if (parser.nextToken() != null) {
            throw new YamlException(line(), "a second document begins here: only one is read");
        }
        return new YamlDocument(root, problems);
    }

    private YamlNode node() throws IOException {
        int line = line();
        if (parser.isCurrentAlias()) {
            problem(line, "aliases are not read here: write it out");
            return new YamlNode.Nothing(line);
        }
        if (parser.getObjectId() != null) {
            problem(line, "anchors (&name) are not read here: leave it out");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return mapping(line);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(node());
            }
            return new YamlNode.Sequence(line, items);
        }
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        return text.isEmpty() ? new YamlNode.Nothing(line) : new YamlNode.Scalar(line, text);
    }

    private YamlNode mapping(int line) throws IOException {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyLine = line();
            String key = parser.currentName();
            parser.nextToken();
            YamlNode.Entry first = entries.putIfAbsent(key, new YamlNode.Entry(keyLine, node()));
            if (first != null) {
                problem(
                        keyLine,
                        "'" + key + "' stands here a second time: it stands in line " + first.line() + ", too");
            }
        }
        return new YamlNode.Mapping(line, entries);
    }

    private void problem(int line, String what) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(new YamlDocument.Problem(line, what));
        }
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The parser's cause knows more exactly where and what than its message does. */
    private static YamlException malformed(JsonProcessingException e) {
        int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
        String what = firstLine(e.getOriginalMessage());
        if (e.getCause() instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            line = marked.getProblemMark().getLine() + 1;
            what = firstLine(marked.getProblem());
        }
        return new YamlException(line, "no valid YAML: " + what, e);
    }

    private static String firstLine(@Nullable String message) {
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        if (first.contains("org.yaml") || first.contains("Event(") || first.contains("Token(")) {
            return "what stands here does not fit: " + QUOTES;
        }
        if (first.startsWith("expected ") && first.contains(", but ")) {
            return first + ": " + QUOTES;
        }
        return first.contains("(TAB)") ? "a tab stands here: YAML is indented with spaces" : first;
    }
}
