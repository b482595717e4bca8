package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LocateException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files that httpd has read, taken apart. */
final class Configuration {
    private static final Set<String> CONDITIONS =
            Set.of("ifmodule", "ifdefine", "ifversion", "iffile", "ifdirective", "ifsection");
    private static final Set<String> INCLUDES = Set.of("include", "includeoptional");

    private final Running running;
    private final Map<String, List<Directive>> parsed = new HashMap<>();
    private final Map<String, Path> paths = new HashMap<>();
    private final String hook;
    /** The uses of macros that are being followed: a macro that uses itself ends there. */
    private final Set<Directive> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private Configuration(Running running, String hook) {
        this.running = running;
        this.hook = hook;
    }

    /** Reads the files. What the hook takes up is passed over. */
    static Configuration of(Running running, String hook) throws LocateException {
        Configuration configuration = new Configuration(running, hook);
        for (Running.Include include : running.includes()) {
            if (!configuration.parsed.containsKey(include.name())) {
                ConfigFile file = ConfigFile.read(include.name());
                configuration.paths.put(include.name(), file.path());
                configuration.parsed.put(include.name(), Parser.parse(file));
            }
        }
        return configuration;
    }

    /** Its files, as httpd names them. */
    List<Path> names() {
        return running.includes().stream()
                .map(include -> Path.of(ConfigFile.fromBytes(include.name())))
                .distinct()
                .toList();
    }

    /** How often a file is read. */
    long timesRead(ConfigFile file) {
        return running.includes().stream()
                .map(Running.Include::name)
                .filter(name -> file.path().equals(paths.get(name)))
                .count();
    }

    /** Every section and directive of all files, whatever it stands in. */
    Stream<Directive> everything() {
        return parsed.values().stream().flatMap(List::stream).flatMap(Configuration::withInside);
    }

    static Stream<Directive> withInside(Directive directive) {
        return Stream.concat(
                Stream.of(directive),
                directive.body().stream()
                        .flatMap(body -> body.directives().stream())
                        .flatMap(Configuration::withInside));
    }

    /** The virtual host that httpd calls by this file and line. */
    Optional<Directive> virtualHost(String name, int line) {
        return section(name, "virtualhost", line);
    }

    /** What httpd calls by this file and line. */
    Optional<Directive> section(String name, String directive, int line) {
        return Optional.ofNullable(parsed.get(name)).stream()
                .flatMap(List::stream)
                .flatMap(Configuration::withInside)
                .filter(each -> each.is(directive) && each.lastLine() == line)
                .findFirst();
    }

    /** The directives of the main server: outside of all sections but conditions that may hold. */
    List<Directive> main() {
        List<Directive> found = new ArrayList<>();
        running.includes().stream()
                .findFirst()
                .ifPresent(main -> collect(parsed(main.name()), List.of(0), false, found));
        return found;
    }

    /**
     * What stands in a virtual host, with what it includes.
     *
     * @param deep whether to go into its sections, and into conditions that do not hold, too
     */
    List<Directive> inside(Directive section, boolean deep) {
        List<Directive> found = new ArrayList<>();
        List<Integer> indexes = IntStream.range(0, running.includes().size())
                .filter(i ->
                        section.file().name().equals(running.includes().get(i).name()))
                .boxed()
                .toList();
        section.body().ifPresent(body -> collect(body.directives(), indexes, deep, found));
        return found;
    }

    /** @param indexes which of the files that were read these directives are from: several where a file was read several times */
    private void collect(List<Directive> directives, List<Integer> indexes, boolean deep, List<Directive> found) {
        for (Directive directive : directives) {
            found.add(directive);
            boolean entered = deep || (CONDITIONS.contains(directive.name()) && running.mayHold(directive));
            if (directive.body().isPresent() && entered) {
                collect(directive.body().get().directives(), indexes, deep, found);
            }
            if (directive.is("use") && used.add(directive)) {
                MacroUse.definition(directive.argument(), this)
                        .flatMap(Directive::body)
                        .ifPresent(body -> collect(body.directives(), indexes, deep, found));
                used.remove(directive);
            }
            if (INCLUDES.contains(directive.name()) && !directive.text().equals(hook)) {
                for (int i = 0; i < running.includes().size(); i++) {
                    Running.Include include = running.includes().get(i);
                    if (indexes.contains(include.parent())
                            && include.line() >= directive.line()
                            && include.line() <= directive.lastLine()) {
                        collect(parsed(include.name()), List.of(i), deep, found);
                    }
                }
            }
        }
    }

    /** The argument of the last directive of this name, which is the one that counts. */
    static Optional<String> last(List<Directive> directives, String name) {
        return directives.stream()
                .filter(directive -> directive.is(name))
                .map(Directive::argument)
                .reduce((before, after) -> after);
    }

    private List<Directive> parsed(String name) {
        return parsed.getOrDefault(name, List.of());
    }
}
