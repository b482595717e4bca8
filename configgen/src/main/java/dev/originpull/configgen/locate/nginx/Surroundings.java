package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.run.ServerProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where the server keeps its process number and its error logs: what the configuration leaves open is built in ({@code nginx -V}). */
final class Surroundings {
    private static final String PREFIX = "/usr/local/nginx";

    private final ServerProgram program;
    private final String builtIn;

    Surroundings(ServerProgram program, String builtIn) {
        this.program = program;
        this.builtIn = builtIn;
    }

    Path pidFile(List<Directive> main) {
        return absolute(Site.last(main, "pid").or(() -> option("pid-path")).orElse("logs/nginx.pid"));
    }

    /** The files of the levels that have logs of their own, and of the server's own troubles. */
    List<Path> errorLogs(List<Directive> main, List<Directive> http, List<ServerBlock> chosen) {
        Stream<Directive> all =
                Stream.concat(http.stream(), chosen.stream().flatMap(server -> server.directives().stream()));
        Set<String> names = new LinkedHashSet<>(logs(main.stream()));
        if (main.stream().noneMatch(directive -> directive.is("error_log"))) {
            names.add(word("-e").or(() -> option("error-log-path")).orElse("logs/error.log"));
        }
        names.addAll(logs(all));
        List<Path> files = new ArrayList<>();
        names.stream()
                .filter(Surroundings::isFile)
                .map(this::absolute)
                .distinct()
                .forEach(files::add);
        return files;
    }

    private static List<String> logs(Stream<Directive> directives) {
        return directives
                .filter(directive -> directive.is("error_log"))
                .map(Directive::argument)
                .toList();
    }

    private static boolean isFile(String name) {
        return !name.isEmpty()
                && !name.equals("stderr")
                && !name.startsWith("syslog:")
                && !name.startsWith("memory:")
                && !name.startsWith("/dev/");
    }

    private Path absolute(String name) {
        Path prefix = Path.of(word("-p").or(() -> option("prefix")).orElse(PREFIX));
        return prefix.resolve(ConfigFile.fromBytes(name));
    }

    private Optional<String> option(String name) {
        Matcher option = Pattern.compile("--" + name + "=('[^']*'|\\S+)").matcher(builtIn);
        return option.find() ? Optional.of(option.group(1).replace("'", "")) : Optional.empty();
    }

    private Optional<String> word(String flag) {
        int at = program.program().indexOf(flag);
        return at >= 0 && at + 1 < program.program().size()
                ? Optional.of(program.program().get(at + 1))
                : Optional.empty();
    }
}
