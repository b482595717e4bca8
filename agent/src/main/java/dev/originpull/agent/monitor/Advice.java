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

/** What should be mended in a configuration that runs. */
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
        config.cloudflare()
                .filter(cloudflare -> !Files.isReadable(cloudflare.tokenFile()))
                .ifPresent(cloudflare -> advice.add(new Place(file, 0) + ": 'cloudflare.token-file': "
                        + Printable.whole(cloudflare.tokenFile().toString())
                        + " cannot be read, so nothing is asked of Cloudflare's API: write the API token to it"));
        return advice;
    }

    private static void problems(
            List<String> advice, String name, IdentityFiles files, List<X509Certificate> chain, Instant now) {
        String whose = files.place() + ": the leaf of the identity '" + name + "' ("
                + Printable.whole(files.certificate().toString()) + "): ";
        LeafProblem.of(chain, now).forEach(problem -> advice.add(whose + problem.what() + ": " + problem.fix()));
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
