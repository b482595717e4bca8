package dev.originpull.configgen.catalog;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads server.yaml. src/docs/templates.md explains its keys. */
final class ServerFile {
    private static final Set<String> KEYS = Set.of(
            "title",
            "recognised-by",
            "manual",
            "context",
            "assumed-version",
            "config",
            "commands",
            "driving",
            "site",
            "stages",
            "options",
            "features",
            "quoting");
    private static final Set<String> SITE_KEYS = Set.of("certificate", "private-key", "log", "root", "port");
    private static final Set<String> DRIVING_KEYS =
            Set.of("locator", "program", "test", "dump", "reload", "start", "service", "hook", "outer-hook");
    private static final Set<String> SETTING_KEYS = Set.of("directive", "since");

    private ServerFile() {}

    static Server read(String name, Path file) throws CatalogException {
        Fields fields = Fields.of(file, KEYS);
        Fields commands = fields.fields("commands", Set.of("test", "reload"));
        return new Server(
                name,
                fields.text("title", ServerFile::line),
                fields.text("recognised-by", ServerFile::pattern),
                fields.text("manual", ServerFile::line),
                fields.text("context", ServerFile::line),
                fields.text("assumed-version", Version::parse),
                fields.text("config", ServerPath::parse),
                new Commands(commands.texts("test"), commands.texts("reload")),
                driving(fields),
                site(fields.fields("site", SITE_KEYS)),
                settings(fields, "stages", Stage.values(), Stage::word),
                fields.optionalFields("options").isEmpty()
                        ? Map.of()
                        : settings(fields, "options", Option.values(), Option::word),
                features(fields.optionalFields("features")),
                fields.anyFields("quoting").allFields(Set.of("style", "refuse"), ServerFile::quoting));
    }

    private static Site site(Fields site) throws CatalogException {
        return new Site(
                site.text("certificate", ServerPath::parse),
                site.text("private-key", ServerPath::parse),
                site.text("log", ServerPath::parse),
                site.text("root", ServerPath::parse),
                site.text("port", ServerFile::port));
    }

    private static Optional<Driving> driving(Fields fields) throws CatalogException {
        if (fields.optionalFields("driving").isEmpty()) {
            return Optional.empty();
        }
        Fields driving = fields.fields("driving", DRIVING_KEYS);
        return Optional.of(new Driving(
                fields.text("config"),
                driving.text("locator", ServerFile::line),
                driving.texts("program"),
                driving.texts("test"),
                driving.texts("dump"),
                driving.texts("reload"),
                driving.texts("start"),
                driving.optionalText("service", ServerFile::line),
                driving.text("hook", ServerFile::line),
                driving.optionalText("outer-hook", ServerFile::line)));
    }

    private static <K> Map<K, Setting> settings(Fields fields, String key, K[] kinds, Function<K, String> word)
            throws CatalogException {
        Map<String, K> byWord = new LinkedHashMap<>();
        Arrays.stream(kinds).forEach(kind -> byWord.put(word.apply(kind), kind));
        Map<K, Setting> settings = new LinkedHashMap<>();
        Map<String, Setting> read = fields.fields(key, byWord.keySet()).allFields(SETTING_KEYS, ServerFile::setting);
        for (Map.Entry<String, K> kind : byWord.entrySet()) {
            Setting setting = read.get(kind.getKey());
            if (setting != null) {
                settings.put(kind.getValue(), setting);
            }
        }
        return settings;
    }

    private static Setting setting(Fields setting) throws CatalogException {
        return new Setting(setting.text("directive", ServerFile::line), setting.optionalText("since", Version::parse));
    }

    private static Map<String, Version> features(Optional<Fields> features) throws CatalogException {
        return features.isEmpty() ? Map.of() : features.get().allTexts(Version::parse);
    }

    private static Quoting quoting(Fields quoting) throws CatalogException {
        Optional<Fields> refused = quoting.optionalFields("refuse");
        return new Quoting(
                quoting.text("style", ServerFile::style),
                refused.isEmpty() ? Map.of() : refused.get().allTexts(ServerFile::line));
    }

    private static QuotingStyle style(String word) throws InvalidValueException {
        List<String> words =
                Arrays.stream(QuotingStyle.values()).map(QuotingStyle::word).toList();
        return Arrays.stream(QuotingStyle.values())
                .filter(style -> style.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("unknown style '" + Unprintable.shown(word) + "'"
                        + Nearest.hint(word, words) + " The styles are " + String.join(", ", words)));
    }

    private static Pattern pattern(String text) throws InvalidValueException {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new InvalidValueException("no valid regular expression: " + e.getDescription());
        }
    }

    private static int port(String text) throws InvalidValueException {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new InvalidValueException(
                    "a port is a number from 1 to 65535, not '" + Unprintable.shown(text) + "'");
        }
        return Integer.parseInt(text);
    }

    private static String line(String text) throws InvalidValueException {
        if (Unprintable.in(text).isPresent()) {
            throw new InvalidValueException("'" + Unprintable.shown(text) + "' must be one line of plain text");
        }
        return text;
    }
}
