package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Existing;
import dev.originpull.configgen.locate.apache.VirtualHosts.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A virtual host and its section.
 *
 * @param own what stands in the section itself, and in conditions that may hold
 * @param all what stands in it anywhere, and in what it includes
 * @param isMade whether a macro made it, so that there is no section of its own
 * @param names as httpd has them; those with a variable of unknown value as they are written
 */
record Host(
        Entry entry, Directive section, List<Directive> own, List<Directive> all, List<String> names, boolean isMade) {
    /** What our own file sets instead, in what mod_ssl calls it. */
    private static final Set<String> ADOPTABLE = Set.of(
            "sslverifyclient",
            "sslverifydepth",
            "sslcacertificatefile",
            "sslcacertificatepath",
            "sslcarevocationfile",
            "sslcarevocationpath",
            "sslcarevocationcheck");

    Host {
        own = List.copyOf(own);
        all = List.copyOf(all);
        names = List.copyOf(names);
    }

    /** Finds the section; where a macro made it, the macro's. */
    static Host of(Entry entry, Configuration configuration, Running running) {
        Optional<Directive> written = configuration.virtualHost(entry.file(), entry.line());
        if (written.isPresent()) {
            return of(
                    entry,
                    written.get(),
                    configuration.inside(written.get(), false),
                    configuration.inside(written.get(), true),
                    false,
                    running);
        }
        Optional<MacroUse> macro = MacroUse.of(entry.file(), configuration);
        Directive section = macro.flatMap(use -> use.virtualHost(entry.line())).orElse(Directive.UNKNOWN);
        List<Directive> own = configuration.inside(section, false).stream()
                .map(directive -> macro.map(use -> use.filled(directive)).orElse(directive))
                .toList();
        return of(entry, section, own, own, true, running);
    }

    private static Host of(
            Entry entry, Directive section, List<Directive> own, List<Directive> all, boolean isMade, Running running) {
        Stream<String> aliases = own.stream()
                .filter(directive -> directive.is("serveralias"))
                .flatMap(directive -> directive.words().stream().skip(1))
                .map(alias -> running.resolved(alias).orElse(alias).toLowerCase(Locale.ROOT));
        return new Host(
                entry,
                section,
                own,
                all,
                Stream.concat(entry.names().stream(), entry.isAlone() ? aliases : Stream.empty())
                        .distinct()
                        .toList(),
                isMade);
    }

    /** {@code file:line} of the section, or what httpd says of the macro. */
    String place() {
        return isMade ? entry.place() : section.place();
    }

    /** The directives of its own text, and not of files that it includes, that ask for certificates or say which are good. */
    List<Existing> existing() {
        return own.stream()
                // The last one counts: ours comes after one that asks for nothing.
                .filter(directive -> ADOPTABLE.contains(directive.name())
                        && !(directive.is("sslverifyclient")
                                && directive.argument().equalsIgnoreCase("none"))
                        && directive.file().path().equals(file().path())
                        && directive.start() > section.start()
                        && directive.start() < closing())
                .map(directive -> new Existing(
                        directive.text().split("\\s", 2)[0],
                        directive.text(),
                        file().path(),
                        directive.line(),
                        directive.start(),
                        directive.end(),
                        directive.name().startsWith("sslcarevocation")))
                .toList();
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
        return !isMade
                && own.stream().noneMatch(directive -> directive.is("servername") || directive.is("serveralias"));
    }
}
