package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.Block.Match;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The server block that NGINX takes for a hostname on a socket (ngx_http_core_module's {@code server_name}).
 *
 * @param server the first of {@code claimants}
 * @param name as it is in the configuration; empty text for the default server
 * @param claimants all the blocks that have the name; one as often as it has it
 */
record Choice(ServerBlock server, Match match, String name, List<ServerBlock> claimants) {
    /** What Java's regular expressions lack or read another way than PCRE. */
    private static final Pattern FOREIGN = Pattern.compile("\\[\\[:|\\(\\?[R0-9&|P>=]|\\(\\*|\\\\[KXgCN]");

    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?P?(<(?![=!])[^>]*>|'[^']*')");

    Choice {
        claimants = List.copyOf(claimants);
    }

    /** Exact names come before {@code *.}, that before {@code .*}, that before regular expressions, that before the default. */
    static Choice of(Socket socket, String hostname) {
        return exact(socket, hostname)
                .or(() -> longest(socket, name -> isHead(name, hostname)))
                .or(() -> longest(socket, name -> isTail(name, hostname)))
                .or(() -> regex(socket, hostname))
                .orElseGet(
                        () -> new Choice(socket.defaultServer(), Match.DEFAULT, "", List.of(socket.defaultServer())));
    }

    /** Whether it is a regular expression that decides, which nobody but PCRE can tell for sure. */
    boolean isByRegex() {
        return name.startsWith("~");
    }

    private static Optional<Choice> exact(Socket socket, String hostname) {
        return named(socket, Match.EXACT, List.of(hostname, "." + hostname));
    }

    private interface Fit {
        boolean test(String name);
    }

    private static Optional<Choice> longest(Socket socket, Fit fit) {
        return socket.servers().stream()
                .flatMap(server -> server.names().stream())
                .filter(fit::test)
                .map(name -> name.startsWith("*.") ? name.substring(1) : name)
                .max(Comparator.comparingInt(String::length))
                .flatMap(name -> named(socket, Match.WILDCARD, List.of(name, "*" + name)));
    }

    private static Optional<Choice> named(Socket socket, Match match, List<String> spellings) {
        List<ServerBlock> claimants = new ArrayList<>();
        for (ServerBlock server : socket.servers()) {
            server.names().stream().filter(spellings::contains).forEach(name -> claimants.add(server));
        }
        return claimants.stream().findFirst().map(server -> new Choice(server, match, spellings.get(0), claimants));
    }

    /** {@code .example.com} stands for {@code *.example.com} as well. */
    private static boolean isHead(String name, String hostname) {
        String suffix = name.startsWith("*.") ? name.substring(1) : name;
        return suffix.startsWith(".") && hostname.endsWith(suffix) && hostname.length() > suffix.length();
    }

    private static boolean isTail(String name, String hostname) {
        return name.endsWith(".*")
                && hostname.startsWith(name.substring(0, name.length() - 1))
                && hostname.length() >= name.length();
    }

    private static Optional<Choice> regex(Socket socket, String hostname) {
        for (ServerBlock server : socket.servers()) {
            for (String name : server.names()) {
                if (name.startsWith("~") && mayFit(name.substring(1), hostname)) {
                    return Optional.of(new Choice(server, Match.WILDCARD, name, List.of(server)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean mayFit(String regex, String hostname) {
        if (FOREIGN.matcher(GROUP_NAME.matcher(regex).replaceAll("(")).find()) {
            return true;
        }
        try {
            return Pattern.compile(GROUP_NAME.matcher(regex).replaceAll("("), Pattern.CASE_INSENSITIVE)
                    .matcher(hostname)
                    .find();
        } catch (PatternSyntaxException untranslatable) {
            return true;
        }
    }
}
