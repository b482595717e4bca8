package dev.originpull.configgen.render;

import dev.originpull.configgen.catalog.Option;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Setting;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.catalog.Version;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a server can do what a request asks for. */
final class Fitness {
    private Fitness() {}

    /** What sets the server to the request's stage. */
    static Setting check(Server server, Request request) throws RenderException {
        if (request.caFile().isEmpty() && request.stage() != Stage.OFF) {
            throw new RenderException("stage " + request.stage()
                    + " needs a CA file: add --ca-file with the path of the CA that signed the leaf");
        }
        Optional<Setting> stage = server.stage(request.stage());
        if (stage.isEmpty()) {
            throw new RenderException(server.title() + " has no stage " + request.stage() + ": it has "
                    + EnumSet.copyOf(server.stages().keySet()).stream()
                            .map(Stage::word)
                            .collect(Collectors.joining(", ")));
        }
        checkVersion(server, request, "stage " + request.stage(), stage.get());
        for (Option option : asked(request)) {
            Optional<Setting> setting = server.option(option);
            if (setting.isEmpty()) {
                throw new RenderException(
                        server.title() + " cannot " + option.purpose() + ": leave --" + flag(option) + " out");
            }
            checkVersion(server, request, "--" + flag(option), setting.get());
        }
        return stage.get();
    }

    private static Set<Option> asked(Request request) {
        Set<Option> asked = EnumSet.noneOf(Option.class);
        if (request.stage() != Stage.OFF && request.crlFile().isPresent()) {
            asked.add(Option.CRL);
        }
        if (request.stage() != Stage.OFF && request.depth() > 1) {
            asked.add(Option.DEPTH);
        }
        if (request.log()) {
            asked.add(Option.LOG);
        }
        return asked;
    }

    private static String flag(Option option) {
        return option == Option.CRL ? "crl-file" : option.word();
    }

    private static void checkVersion(Server server, Request request, String what, Setting setting)
            throws RenderException {
        Optional<Version> version = request.serverVersion();
        if (version.isPresent() && setting.isNewerThan(version.get())) {
            throw new RenderException(server.title() + " " + version.get() + " is too old for " + what + ": `"
                    + setting.directive() + "` needs " + setting.since().orElseThrow() + " or later");
        }
    }
}
