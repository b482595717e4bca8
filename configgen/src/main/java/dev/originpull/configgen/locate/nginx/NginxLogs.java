package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.AccessLog;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Logging;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a server block's requests are logged: ngx_http_log_module's {@code access_log}, which a block inherits only whole. */
record NginxLogs(Site site, Surroundings surroundings) {
    private static final String BUILT_IN_FORMAT = "combined";
    private static final String VERIFY = "ssl_client_verify";

    Logging of(ServerBlock server) {
        List<AccessLog> own = logs(server.directives());
        Optional<Directive> off = server.directives().stream()
                .filter(directive ->
                        directive.is("access_log") && directive.argument().equals("off"))
                .findFirst();
        if (off.isPresent()) {
            return new Logging(
                    own,
                    List.of(),
                    Optional.of(off.get().place() + ": `access_log off` turns off every log of the block: remove it"));
        }
        return own.isEmpty() ? inherited(server) : new Logging(own, List.of(), Optional.empty());
    }

    private Logging inherited(ServerBlock server) {
        List<Directive> directives = site.http().stream()
                .filter(directive -> directive.is("access_log"))
                .toList();
        if (directives.stream().anyMatch(directive -> directive.argument().equals("off"))) {
            return Logging.NONE;
        }
        List<AccessLog> inherited = new ArrayList<>(logs(directives));
        if (inherited.isEmpty()) {
            String file = surroundings.accessLog();
            inherited.add(new AccessLog(
                    "access_log " + quoted(file) + " " + BUILT_IN_FORMAT + ";",
                    "NGINX's built-in access_log",
                    surroundings.absolute(file).toString(),
                    false));
        }
        Set<String> known = formatsBefore(server);
        Optional<String> obstacle = directives.stream()
                .filter(directive -> !known.contains(format(directive)))
                .findFirst()
                .map(directive -> directive.place() + ": the log_format " + ConfigFile.fromBytes(format(directive))
                        + " comes after the server block at " + server.place() + ", which would have to repeat this "
                        + "log: move the log_format to the beginning of the http block");
        return new Logging(List.of(), inherited, obstacle);
    }

    private List<AccessLog> logs(List<Directive> directives) {
        return directives.stream()
                .filter(directive -> directive.is("access_log"))
                .map(directive -> new AccessLog(
                        directive.text(), directive.place(), target(directive.argument()), verifies(directive)))
                .toList();
    }

    private String target(String word) {
        boolean file = !word.equals("off") && !word.startsWith("syslog:") && word.indexOf('$') < 0;
        return file ? surroundings.absolute(word).toString() : ConfigFile.fromBytes(word);
    }

    private boolean verifies(Directive log) {
        return site.http().stream()
                .filter(directive ->
                        directive.is("log_format") && directive.argument().equals(format(log)))
                .anyMatch(directive -> directive.words().stream().anyMatch(word -> word.contains(VERIFY)));
    }

    private static String format(Directive log) {
        return log.words().size() > 2 ? log.words().get(2) : BUILT_IN_FORMAT;
    }

    /** NGINX knows a format from where it is written on. */
    private Set<String> formatsBefore(ServerBlock server) {
        Set<String> known = new HashSet<>(Set.of(BUILT_IN_FORMAT));
        for (Directive directive : site.http()) {
            if (directive.is("log_format")) {
                known.add(directive.argument());
            }
            if (directive.start() == server.directive().start()
                    && directive.file().path().equals(server.file().path())) {
                break;
            }
        }
        return known;
    }

    private static String quoted(String file) {
        return file.matches("[A-Za-z0-9/._-]+")
                ? file
                : "\"" + file.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
