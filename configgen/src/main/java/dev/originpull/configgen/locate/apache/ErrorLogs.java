package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.ConfigFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that httpd writes its troubles to. */
final class ErrorLogs {
    private static final Pattern VARIABLE_FIRST = Pattern.compile("(\\$\\{[^}]+})([^$]*)");

    private final Running running;
    private final Optional<Matcher> main;

    /** @param main the directives of the main server */
    ErrorLogs(Running running, List<Directive> main) {
        this.running = running;
        this.main = Configuration.last(main, "errorlog")
                .map(VARIABLE_FIRST::matcher)
                .filter(Matcher::matches);
    }

    /** The main server's and theirs; those that go to programs, to the system, or to who knows where, are left out. */
    List<Path> of(List<Host> hosts) {
        Set<String> names = new LinkedHashSet<>();
        running.errorLog().ifPresent(names::add);
        hosts.forEach(host -> host.last("errorlog").flatMap(this::resolved).ifPresent(names::add));
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            if (!name.startsWith("|") && !name.startsWith("syslog") && !name.startsWith("/dev/")) {
                files.add(Path.of(running.serverRoot()).resolve(ConfigFile.fromBytes(name)));
            }
        }
        return files;
    }

    /**
     * With its variables replaced. Variables of the environment, as Debian's {@code ${APACHE_LOG_DIR}}, are not in httpd's report; what one stands
     * for is seen where the main server's log begins with it, of which both forms are known.
     */
    private Optional<String> resolved(String text) {
        Optional<String> directly = running.resolved(text);
        if (directly.isPresent() || main.isEmpty() || running.errorLog().isEmpty()) {
            return directly;
        }
        String rest = main.get().group(2);
        String whole = running.errorLog().get();
        return whole.endsWith(rest)
                ? running.resolved(
                        text.replace(main.get().group(1), whole.substring(0, whole.length() - rest.length())))
                : Optional.empty();
    }
}
