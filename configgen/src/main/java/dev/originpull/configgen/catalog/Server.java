package dev.originpull.configgen.catalog;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A web server, as {@code server.yaml} in its template folder describes it.
 *
 * @param name its folder's name, which users type: {@code nginx}
 * @param title as its makers write it: {@code NGINX}
 * @param recognisedBy found in the HTTP response header {@code Server} of this server and of no other
 * @param manual where its manual explains the verification of client certificates
 * @param context where the directives belong, as it goes after "in": {@code the server block}
 * @param assumedVersion what it is written for when nobody says a version
 * @param config its main configuration file, as distributions install it
 * @param driving how it is driven on this host; empty for a server that configurations are written for only
 * @param stages the stages that it has; some servers lack one
 * @param options what it can do beside the stages
 * @param features since which version it has what its templates ask for by name
 * @param quotings how its templates write values, by the name that they use
 */
public record Server(
        String name,
        String title,
        Pattern recognisedBy,
        String manual,
        String context,
        Version assumedVersion,
        ServerPath config,
        Commands commands,
        Optional<Driving> driving,
        Site site,
        Map<Stage, Setting> stages,
        Map<Option, Setting> options,
        Map<String, Version> features,
        Map<String, Quoting> quotings) {
    public Server {
        stages = Map.copyOf(stages);
        options = Map.copyOf(options);
        features = Map.copyOf(features);
        quotings = Map.copyOf(quotings);
    }

    /** What sets it to {@code stage}; empty where it has no such stage. */
    public Optional<Setting> stage(Stage stage) {
        return Optional.ofNullable(stages.get(stage));
    }

    /** How it is told to do {@code option}; empty where it cannot. */
    public Optional<Setting> option(Option option) {
        return Optional.ofNullable(options.get(option));
    }

    /** Whether this value of the response header {@code Server} is this server's. */
    public boolean isNamedBy(String serverHeader) {
        return recognisedBy.matcher(serverHeader).find();
    }
}
