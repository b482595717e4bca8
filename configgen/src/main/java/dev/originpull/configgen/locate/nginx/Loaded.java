package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LocateException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The files that NGINX has loaded, as {@code nginx -T} names them. */
final class Loaded {
    private static final String HEADER = "# configuration file ";
    /** Includes within includes multiply, so that small files can take up all memory. */
    private static final int MOST = 1_000_000;

    private final Map<String, ConfigFile> files;
    private final String mainFile;
    private final Map<String, List<Directive>> parsed = new HashMap<>();

    private final List<String> hook;

    private Loaded(Map<String, ConfigFile> files, String mainFile, List<String> hook) {
        this.files = files;
        this.mainFile = mainFile;
        this.hook = hook;
    }

    /**
     * Reads the files that the report names, and holds each against what the report has of it.
     *
     * @param hook the words of our include, which stays what it is
     */
    static Loaded of(String report, List<String> hook) throws LocateException {
        Map<String, ConfigFile> files = new LinkedHashMap<>();
        String first = "";
        int at = header(report, 0);
        while (at >= 0) {
            int begin = at + HEADER.length();
            int end = report.indexOf(":\n", begin);
            String name = report.substring(begin, Math.max(begin, end));
            ConfigFile file = ConfigFile.read(name);
            if (!report.startsWith(file.text(), end + 2)) {
                throw new LocateException(
                        LocateException.Reason.UNREADABLE,
                        file.path() + " changed while it was read: try again when nobody writes to it");
            }
            first = files.isEmpty() ? name : first;
            files.put(name, file);
            // A file may hold such headers itself: they name nothing that was loaded.
            at = header(report, end + 2 + file.text().length());
        }
        if (files.isEmpty()) {
            throw new LocateException(
                    LocateException.Reason.UNREADABLE,
                    "the report of NGINX's configuration names no file: `nginx -T` has to work, which is as of 1.9.2");
        }
        return new Loaded(files, first, hook);
    }

    /** As the server names them. */
    List<Path> names() {
        return files.keySet().stream()
                .map(name -> Path.of(ConfigFile.fromBytes(name)))
                .toList();
    }

    private static int header(String report, int from) {
        if (report.startsWith(HEADER, from)) {
            return from;
        }
        int at = report.indexOf("\n" + HEADER, from);
        return at < 0 ? -1 : at + 1;
    }

    /** The directives of the main file, where includes have given way to what they take up. */
    List<Directive> main() throws LocateException {
        return expanded(parsed(mainFile));
    }

    /** The directives, where includes have given way to what they take up. */
    List<Directive> expanded(List<Directive> directives) throws LocateException {
        List<Directive> all = new ArrayList<>();
        expand(directives, new ArrayDeque<>(), all);
        return all;
    }

    /** @param within the files that are being included, the innermost one first */
    private void expand(List<Directive> directives, Deque<String> within, List<Directive> all) throws LocateException {
        for (Directive directive : directives) {
            all.add(directive);
            if (all.size() > MOST) {
                throw new LocateException(
                        LocateException.Reason.UNREADABLE,
                        mainFile + ": with its includes, the configuration has more than " + MOST
                                + " directives in one block: include each file once");
            }
            if (directive.is("include") && !directive.words().equals(hook)) {
                for (String name : taken(directive)) {
                    if (within.contains(name)) {
                        throw new LocateException(
                                LocateException.Reason.UNREADABLE,
                                directive.place() + ": " + ConfigFile.fromBytes(name)
                                        + " includes itself: remove this include");
                    }
                    within.push(name);
                    expand(parsed(name), within, all);
                    within.pop();
                }
            }
        }
    }

    private List<String> taken(Directive include) throws LocateException {
        String pattern = include.argument();
        // Relative to the main file's folder (ngx_conf_full_name with the configuration's prefix).
        String absolute =
                pattern.startsWith("/") ? pattern : mainFile.substring(0, mainFile.lastIndexOf('/') + 1) + pattern;
        if (files.containsKey(absolute)) {
            return List.of(absolute);
        }
        if (!Glob.isPattern(absolute)) {
            throw new LocateException(
                    LocateException.Reason.UNREADABLE,
                    include.place() + ": NGINX's report lacks the file that is included here: try again");
        }
        Glob glob = Glob.of(absolute);
        return files.keySet().stream().filter(glob::fits).sorted().toList();
    }

    private List<Directive> parsed(String name) throws LocateException {
        List<Directive> known = parsed.get(name);
        if (known == null) {
            known = Parser.parse(Objects.requireNonNull(files.get(name), name));
            parsed.put(name, known);
        }
        return known;
    }
}
