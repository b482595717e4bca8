package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the configuration has for HTTP; its blocks for streams and mail are passed over.
 *
 * @param main the directives outside of all blocks
 * @param http those of the http block, outside of the server blocks
 */
record Site(List<Directive> main, List<Directive> http, List<ServerBlock> servers, List<Socket> sockets) {
    private static final Path OWN_NAME = Path.of("/proc/sys/kernel/hostname");

    Site {
        main = List.copyOf(main);
        http = List.copyOf(http);
        servers = List.copyOf(servers);
        sockets = List.copyOf(sockets);
    }

    /** @param hook the words of our include */
    static Site of(Loaded loaded, List<String> hook) throws LocateException {
        List<Directive> main = loaded.main();
        List<Directive> http = new ArrayList<>();
        for (Directive directive : main) {
            if (directive.is("http") && directive.body().isPresent()) {
                http.addAll(loaded.expanded(directive.body().get().directives()));
            }
        }
        String self = ownName();
        List<ServerBlock> servers = new ArrayList<>();
        for (Directive directive : http) {
            if (directive.is("server") && directive.body().isPresent()) {
                List<Directive> inside = loaded.expanded(directive.body().get().directives());
                boolean hooked = inside.stream().anyMatch(one -> one.words().equals(hook));
                servers.add(ServerBlock.of(directive, inside, self, hooked));
            }
        }
        boolean oldTls = last(http, "ssl").filter("on"::equals).isPresent();
        return new Site(main, http, servers, Socket.of(servers, oldTls));
    }

    /** Where the http block begins. */
    Optional<Located.Outer> outer() {
        return main.stream()
                .filter(directive -> directive.is("http"))
                .flatMap(http -> http.body().stream()
                        .map(body -> new Located.Outer(http.file().path(), body.opening())))
                .findFirst();
    }

    /** The argument of a directive among these. */
    static Optional<String> last(List<Directive> directives, String name) {
        return directives.stream()
                .filter(directive -> directive.is(name))
                .map(Directive::argument)
                .reduce((before, after) -> after);
    }

    private static String ownName() {
        try {
            return Files.readString(OWN_NAME).strip().toLowerCase(Locale.ROOT);
        } catch (IOException notLinux) {
            return "";
        }
    }
}
