package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Existing;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A server block.
 *
 * @param directives what stands in it, where includes have given way to what they take up, but for our own
 * @param listens never empty, but where all are passed over
 * @param names in lower case, as NGINX has them
 * @param hooked whether our include is in it
 */
record ServerBlock(
        Directive directive, List<Directive> directives, List<Listen> listens, List<String> names, boolean hooked) {
    /** What our own file sets instead. */
    private static final Set<String> ADOPTABLE =
            Set.of("ssl_verify_client", "ssl_client_certificate", "ssl_verify_depth", "ssl_crl");

    ServerBlock {
        directives = List.copyOf(directives);
        listens = List.copyOf(listens);
        names = List.copyOf(names);
    }

    /** @param self the name of this host, which {@code $hostname} stands for */
    static ServerBlock of(Directive directive, List<Directive> directives, String self, boolean hooked) {
        boolean silent = directives.stream().noneMatch(inside -> inside.is("listen"));
        return new ServerBlock(
                directive,
                directives,
                silent
                        ? List.of(Listen.ABSENT)
                        : directives.stream()
                                .filter(inside -> inside.is("listen"))
                                .flatMap(inside -> Listen.of(inside).stream())
                                .toList(),
                directives.stream()
                        .filter(inside -> inside.is("server_name"))
                        .flatMap(inside -> inside.arguments().stream())
                        .map(name -> name.equals("$hostname") ? self : name)
                        .map(name -> name.startsWith("~") ? name : name.toLowerCase(Locale.ROOT))
                        .toList(),
                hooked);
    }

    /** The directives of its own text, and not of files that it includes, that ask for certificates or say which are good. */
    List<Existing> existing() {
        List<Directive> written =
                directive.body().map(Directive.Body::directives).orElse(List.of());
        return written.stream()
                .filter(inside -> ADOPTABLE.contains(
                        inside.words().isEmpty() ? "" : inside.words().get(0)))
                .map(inside -> new Existing(
                        inside.words().get(0),
                        inside.text(),
                        inside.file().path(),
                        inside.file().lineOf(inside.start()),
                        inside.start(),
                        inside.end(),
                        inside.is("ssl_crl")))
                .toList();
    }

    ConfigFile file() {
        return directive.file();
    }

    String place() {
        return directive.place();
    }

    /** Where the closing brace stands. */
    int closing() {
        return directive.body().map(Directive.Body::closing).orElseThrow();
    }

    /** Whether it is the same text, and not only equal. */
    boolean isSameText(ServerBlock other) {
        return file().path().equals(other.file().path()) && directive.start() == other.directive.start();
    }

    /** The first directive of this name, at the block's own level. */
    Optional<Directive> first(String name) {
        return directives.stream().filter(inside -> inside.is(name)).findFirst();
    }

    /** Whether it has no name that a client could ask for. */
    boolean isCatchAll() {
        return names.stream().noneMatch(name -> name.startsWith("~") || name.indexOf('.') >= 0 || isWord(name));
    }

    private static boolean isWord(String name) {
        return name.chars().anyMatch(Character::isLetterOrDigit);
    }
}
