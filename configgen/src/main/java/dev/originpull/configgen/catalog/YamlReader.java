package dev.originpull.configgen.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a small YAML file into nodes with lines. No data binding: that would cost every start of the program more than the reading. */
final class YamlReader {
    private final Path file;
    private final YAMLParser parser;

    private YamlReader(Path file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static YamlNode read(Path file) throws CatalogException {
        try (YAMLParser parser = new YAMLFactory().createParser(Files.readString(file))) {
            YamlReader reader = new YamlReader(file, parser);
            if (parser.nextToken() == null) {
                throw new CatalogException(file + ": the file is empty");
            }
            YamlNode document = reader.node();
            if (parser.nextToken() != null) {
                throw reader.complaint("a second document begins here: only one is read");
            }
            return document;
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new CatalogException(file + line + ": no valid YAML: " + firstLine(e.getOriginalMessage()), e);
        } catch (CharacterCodingException e) {
            throw new CatalogException(file + ": not UTF-8", e);
        } catch (IOException e) {
            throw new CatalogException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private YamlNode node() throws IOException, CatalogException {
        int line = line();
        if (parser.isCurrentAlias()) {
            throw complaint("aliases are not read here: write it out");
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
        return new YamlNode.Scalar(line, token == JsonToken.VALUE_NULL ? "" : parser.getText());
    }

    private YamlNode mapping(int line) throws IOException, CatalogException {
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int keyLine = line();
            String key = parser.currentName();
            parser.nextToken();
            if (entries.put(key, new YamlNode.Entry(keyLine, node())) != null) {
                throw new CatalogException(file + ":" + keyLine + ": '" + key + "' stands here a second time");
            }
        }
        return new YamlNode.Mapping(line, entries);
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private CatalogException complaint(String what) {
        return new CatalogException(file + ":" + line() + ": " + what);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
