package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LocateException;
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

    /** The directives of the main level that the command line gives ({@code -g}); NGINX reads them before the file. */
    List<Directive> given() throws LocateException {
        Optional<String> text = word("-g");
        return text.isPresent()
                ? Parser.parse(new ConfigFile("-g", Path.of("-g"), ConfigFile.inBytes(text.get())))
                : List.of();
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

    /** The log of whoever has none; as it is written. */
    String accessLog() {
        return option("http-log-path").orElse("logs/access.log");
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

    Path absolute(String name) {
        Path prefix = Path.of(word("-p").or(() -> option("prefix")).orElse(PREFIX));
        return prefix.resolve(ConfigFile.fromBytes(name));
    }

    private Optional<String> option(String name) {
        Matcher option = Pattern.compile("--" + name + "=('[^']*'|\\S+)").matcher(builtIn);
        return option.find() ? Optional.of(option.group(1).replace("'", "")) : Optional.empty();
    }

    /** The last argument of a flag: it may follow as a word of its own, or in the same one ({@code ngx_get_options}). */
    private Optional<String> word(String flag) {
        Optional<String> found = Optional.empty();
        List<String> words = program.program();
        for (int i = 1; i < words.size(); i++) {
            if (words.get(i).equals(flag)) {
                i++;
                found = i < words.size() ? Optional.of(words.get(i)) : found;
            } else if (words.get(i).startsWith(flag)) {
                found = Optional.of(words.get(i).substring(flag.length()));
            }
        }
        return found;
    }
}
