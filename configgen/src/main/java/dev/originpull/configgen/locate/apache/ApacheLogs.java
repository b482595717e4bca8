package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.AccessLog;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Logging;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where a virtual host's requests are logged: mod_log_config, where a log of its own takes the place of the main server's. */
record ApacheLogs(List<Directive> main, Running running) {
    private static final Set<String> REPLACED = Set.of("customlog", "transferlog");
    private static final Set<String> LOGS = Set.of("customlog", "transferlog", "globallog");
    private static final String MODULE = "log_config_module";
    private static final String VERIFY = "SSL_CLIENT_VERIFY";

    Logging of(Host host) {
        List<AccessLog> own = logs(host, host.own(), LOGS);
        boolean replaced = host.own().stream().anyMatch(directive -> REPLACED.contains(directive.name()));
        Optional<String> obstacle = running.modules().contains(MODULE)
                ? Optional.empty()
                : Optional.of("httpd has not loaded mod_log_config, which writes logs: load it");
        return new Logging(own, replaced ? List.of() : logs(host, main, REPLACED), obstacle);
    }

    private List<AccessLog> logs(Host host, List<Directive> directives, Set<String> names) {
        return directives.stream()
                .filter(directive -> names.contains(directive.name()))
                .map(directive -> new AccessLog(
                        directive.text(), directive.place(), target(directive.argument()), verifies(host, directive)))
                .toList();
    }

    private String target(String word) {
        String file = running.resolved(word).orElse(word);
        return file.startsWith("|") || file.contains("${")
                ? ConfigFile.fromBytes(file)
                : Path.of(running.serverRoot())
                        .resolve(ConfigFile.fromBytes(file))
                        .toString();
    }

    private boolean verifies(Host host, Directive log) {
        String format = log.words().size() > 2 ? log.words().get(2) : "";
        return format.contains(VERIFY)
                || Stream.concat(main.stream(), host.own().stream())
                        .filter(directive -> directive.is("logformat")
                                && directive.words().size() > 2
                                && directive.words().get(2).equals(format))
                        .anyMatch(directive -> directive.argument().contains(VERIFY));
    }
}
