package dev.originpull.agent.cli;

import dev.originpull.agent.cli.render.ConfigurationJson;
import dev.originpull.agent.cli.render.ServerList;
import dev.originpull.agent.generate.Choice;
import dev.originpull.agent.generate.Choices;
import dev.originpull.agent.generate.ChoicesException;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.render.Request;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Writes the configuration that brings a web server to a stage. */
@Command(
        name = "generate",
        header = "Print the web server configuration for a stage.",
        customSynopsis = {"originpull generate SERVER --stage STAGE [OPTIONS]", "originpull generate --list"},
        description = {
            "",
            "Stages: off requests no certificate; observe requests one and accepts every client; optional also rejects wrong "
                    + "certificates; required accepts only clients with a certificate of your CA."
        },
        footer = {
            "",
            "Exit code: 0 printed; 2 the command line or a template is invalid.",
            "",
            "Examples:",
            "  originpull generate --list",
            "  originpull generate nginx --stage optional \\",
            "      --ca-file /etc/nginx/origin-pull-ca.pem --log",
            "  originpull generate apache --stage required \\",
            "      --ca-file /etc/apache2/origin-pull-ca.pem"
        })
final class GenerateCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "SERVER",
            arity = "0..1",
            completionCandidates = ServerNames.class,
            description = "Web server, by its name in --list, such as nginx or apache.")
    private @Nullable String server;

    @Option(names = "--list", description = "List the supported servers and their stages.")
    private boolean list;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            converter = StageOfWord.class,
            description = "Target stage, required: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

    @Option(
            names = {"--ca-file", "--ca"},
            paramLabel = "PATH",
            description = "Path of the CA certificate on the web server's host (PEM). Required unless --stage off.")
    private @Nullable String caFile;

    @Option(names = "--hostname", paramLabel = "NAME", description = "Hostname that the configuration is for.")
    private @Nullable String hostname;

    @Option(
            names = "--server-version",
            paramLabel = "VERSION",
            description = "Version of the server (default: what every supported version understands).")
    private @Nullable String serverVersion;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description =
                    "Verification depth: 1 if the CA issued the leaf directly (default), plus 1 per intermediate.")
    private @Nullable String depth;

    @Option(
            names = "--crl-file",
            paramLabel = "PATH",
            description = "Path of the CA's revocation list on the web server's host (PEM).")
    private @Nullable String crlFile;

    @Option(names = "--log", description = "Also log the verification result of each request.")
    private boolean log;

    @Option(names = "--full", description = "Print a whole example site.")
    private boolean full;

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description = "Directory of custom templates; its files override the built-in ones.")
    private @Nullable Path templates;

    GenerateCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        boolean json = top.output() == OutputKind.JSON;
        Templates known = Templates.load(Optional.ofNullable(templates));
        top.console().out().print(list ? list(known, json) : configuration(known, json));
        return Exit.DONE.code();
    }

    private String list(Templates known, boolean json) throws CommandException {
        if (server != null || stage != null) {
            throw CommandException.usage("--list shows all servers: leave out SERVER and --stage, or --list");
        }
        return json ? ServerList.json(known.servers()) : ServerList.text(known.servers());
    }

    private String configuration(Templates known, boolean json) throws CommandException {
        if (server == null) {
            throw CommandException.usage("missing SERVER: name one that originpull generate --list shows");
        }
        known.check(server);
        if (stage == null) {
            throw CommandException.usage("missing --stage: use off, observe, optional or required");
        }
        String text = known.configuration(server, request(server, stage));
        return json ? ConfigurationJson.of(server, stage, text) : text;
    }

    private Request request(String name, Stage wanted) throws CommandException {
        Map<Choice, String> typed = new EnumMap<>(Choice.class);
        put(typed, Choice.CA_FILE, caFile);
        put(typed, Choice.HOSTNAME, hostname);
        put(typed, Choice.SERVER_VERSION, serverVersion);
        put(typed, Choice.DEPTH, depth);
        put(typed, Choice.CRL_FILE, crlFile);
        try {
            return new Choices(name, wanted, typed, log, full, Optional.ofNullable(templates))
                    .request(VersionLines.version());
        } catch (ChoicesException e) {
            throw CommandException.usage(String.valueOf(e.getMessage()), e);
        }
    }

    private static void put(Map<Choice, String> typed, Choice choice, @Nullable String text) {
        if (text != null) {
            typed.put(choice, text);
        }
    }

    /** Names the nearest stage to a word that is none. */
    static final class StageOfWord implements ITypeConverter<Stage> {
        @Override
        public Stage convert(String word) {
            try {
                return Stage.parse(word);
            } catch (InvalidValueException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
