package dev.originpull.agent.rollout;

import dev.originpull.configgen.locate.AccessLog;
import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Existing;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.Located;
import dev.originpull.configgen.locate.Logging;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Places in configurations that there are not. */
final class Locations {
    static final Listener HTTPS = new Listener("127.0.0.1", 443);
    static final Listener HTTPS_V6 = new Listener("::1", 443);

    private Locations() {}

    static Block block(Block.Match match, boolean isDefault, String... names) {
        return new Block(
                Path.of("/etc/nginx/sites-enabled/app"),
                3,
                100,
                List.of(HTTPS, HTTPS_V6),
                List.of(names),
                match,
                isDefault,
                false);
    }

    static Block block(Block.Match match, String... names) {
        return block(match, false, names);
    }

    static Located located(List<Located.Plain> plain, Block... blocks) {
        return located(plain, List.of(), blocks);
    }

    static Located located(List<Located.Plain> plain, List<String> unprobed, Block... blocks) {
        return new Located(
                List.of(blocks),
                plain,
                unprobed,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    static Located located() {
        return located(List.of(), block(Block.Match.EXACT, "app.example.com"));
    }

    /** With a block that has our line, or not. */
    static Located located(boolean hooked, Logging logging) {
        return located(
                List.of(),
                new Block(
                        Path.of("/etc/nginx/sites-enabled/app"),
                        3,
                        100,
                        List.of(HTTPS, HTTPS_V6),
                        List.of("app.example.com"),
                        Block.Match.EXACT,
                        false,
                        hooked,
                        List.of(),
                        logging));
    }

    /** With a block that the user wrote a directive of ours into. */
    static Located adopting(String directive) {
        Path file = Path.of("/etc/nginx/sites-enabled/app");
        String name = directive.split("\\s", 2)[0];
        return located(
                List.of(),
                new Block(
                        file,
                        3,
                        100,
                        List.of(HTTPS, HTTPS_V6),
                        List.of("app.example.com"),
                        Block.Match.EXACT,
                        false,
                        false,
                        List.of(new Existing(name, directive, file, 4, 20, 20 + directive.length(), false)),
                        Logging.NONE));
    }

    static Logging logs(String file, boolean verifies) {
        return new Logging(
                List.of(new AccessLog("access_log " + file + ";", "/etc/nginx/app:9", file, verifies)),
                List.of(),
                Optional.empty());
    }
}
