package dev.originpull.agent.monitor;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.IdentityFiles;
import dev.originpull.agent.config.Place;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.LeafProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What should be fixed in a configuration that runs. */
final class Advice {
    private Advice() {}

    static List<String> of(Path file, AgentConfig config, Map<String, Presentation> identities, Instant now) {
        List<String> advice = new ArrayList<>();
        if (config.origins().isEmpty()) {
            advice.add(new Place(file, 0)
                    + ": no origins are configured, so nothing is watched: list them under 'origins:'");
        }
        config.identities().forEach((name, files) -> {
            Presentation presentation = identities.get(name);
            if (presentation != null) {
                presentation.identities().leaf().ifPresent(leaf -> problems(advice, name, files, leaf.chain(), now));
            }
        });
        unused(advice, config);
        if (config.cloudflare().isPresent()) {
            advice.add(new Place(file, 0) + ": 'cloudflare' has no effect: this version does not ask Cloudflare's API:"
                    + " leave it out, and keep the token off this machine");
        }
        config.originLog().ifPresent(log -> log.files().forEach(each -> logFile(advice, file, each, config)));
        return advice;
    }

    private static void problems(
            List<String> advice, String name, IdentityFiles files, List<X509Certificate> chain, Instant now) {
        String whose = files.place() + ": the leaf of the identity '" + name + "' ("
                + Printable.whole(files.certificate().toString()) + "): ";
        LeafProblem.of(chain, now).forEach(problem -> advice.add(whose + problem.what() + ": " + problem.fix()));
    }

    /** The agent waits for a log that is not there yet: its server makes it, if its name is right. */
    private static void logFile(List<String> advice, Path file, Path log, AgentConfig config) {
        if (!Files.isRegularFile(log) || !Files.isReadable(log)) {
            advice.add(new Place(file, 0) + ": 'origin-log.files': " + Printable.whole(log.toString())
                    + (Files.exists(log) ? " cannot be read as a file" : " does not exist")
                    + ", so its requests are not counted: "
                    + (config.server().isPresent() && !Files.exists(log)
                            ? "originpull apply sets it up; if it did already, check the path and the permissions"
                            : "check the path and the permissions, and that the server writes it"
                                    + " (originpull generate --log prints the directives)"));
        }
    }

    private static void unused(List<String> advice, AgentConfig config) {
        Set<String> used = config.origins().stream()
                .flatMap(origin -> config.identityOf(origin).stream())
                .collect(Collectors.toSet());
        config.identities().forEach((name, files) -> {
            if (!used.contains(name) && !config.origins().isEmpty()) {
                advice.add(files.place() + ": no origin uses the identity '" + name
                        + "': name it in an origin's 'identity:', or leave it out");
            }
        });
    }
}
