package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.apache.VirtualHosts.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A virtual host and its section.
 *
 * @param own what stands in the section itself, and in conditions that may hold
 * @param all what stands in it anywhere, and in what it includes
 * @param names as httpd has them; those with a variable of unknown value as they are written
 */
record Host(Entry entry, Directive section, List<Directive> own, List<Directive> all, List<String> names) {
    Host {
        own = List.copyOf(own);
        all = List.copyOf(all);
        names = List.copyOf(names);
    }

    /** Finds the section; empty where a macro made it. */
    static Optional<Host> of(Entry entry, Configuration configuration, Running running) {
        return configuration.virtualHost(entry.file(), entry.line()).map(section -> {
            List<Directive> own = configuration.inside(section, false);
            Stream<String> aliases = own.stream()
                    .filter(directive -> directive.is("serveralias"))
                    .flatMap(directive -> directive.words().stream().skip(1))
                    .map(alias -> running.resolved(alias).orElse(alias).toLowerCase(Locale.ROOT));
            return new Host(
                    entry,
                    section,
                    own,
                    configuration.inside(section, true),
                    Stream.concat(entry.names().stream(), entry.isAlone() ? aliases : Stream.empty())
                            .distinct()
                            .toList());
        });
    }

    ConfigFile file() {
        return section.file();
    }

    /** Where the section's closing stands. */
    int closing() {
        return section.body().map(Directive.Body::closing).orElseThrow();
    }

    /** The last one counts. */
    Optional<String> last(String name) {
        return Configuration.last(own, name);
    }

    /** Whether it has no name of its own. */
    boolean isCatchAll() {
        return own.stream().noneMatch(directive -> directive.is("servername") || directive.is("serveralias"));
    }
}
