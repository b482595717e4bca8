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
        description = {
            "Print the configuration that brings a web server to a stage: off asks for no certificate; observe asks and "
                    + "lets everybody in; optional refuses a wrong one; required lets in nobody without a good one."
        },
        sortOptions = false,
        parameterListHeading = "%n",
        optionListHeading = "%n",
        footer = {
            "",
            "Exit code: 0 done, 2 the command line or a template is wrong.",
            "",
            "Example: originpull generate nginx --stage optional --ca-file /etc/nginx/origin-pull-ca.pem --log"
        })
final class GenerateCommand implements Callable<Integer> {
    private final Originpull top;

    @Parameters(
            paramLabel = "SERVER",
            arity = "0..1",
            description = "The web server, by its name in --list: nginx, apache, ...")
    private @Nullable String server;

    @Option(names = "--list", description = "List the servers and the stages that they have.")
    private boolean list;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            converter = StageOfWord.class,
            description = "What the server is to do: ${COMPLETION-CANDIDATES}.")
    private @Nullable Stage stage;

    @Option(
            names = "--ca-file",
            paramLabel = "PATH",
            description =
                    "Where the CA that signed the leaf lies on the server's host (PEM). Needed unless the stage is "
                            + "off.")
    private @Nullable String caFile;

    @Option(names = "--hostname", paramLabel = "NAME", description = "Whom it is for.")
    private @Nullable String hostname;

    @Option(
            names = "--server-version",
            paramLabel = "VERSION",
            description = "Write for this version; otherwise for what every version in use understands.")
    private @Nullable String serverVersion;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "1 where the CA signed the leaf itself (the default), one more for each intermediate.")
    private @Nullable String depth;

    @Option(
            names = "--crl-file",
            paramLabel = "PATH",
            description = "Where the CA's revocation list lies on the server's host (PEM).")
    private @Nullable String crlFile;

    @Option(names = "--log", description = "Also log what became of each request's certificate.")
    private boolean log;

    @Option(names = "--full", description = "Print a whole example site.")
    private boolean full;

    @Option(
            names = "--templates",
            paramLabel = "DIR",
            description = "A folder of templates of your own; its files go before originpull's, one by one.")
    private @Nullable Path templates;

    GenerateCommand(Originpull top) {
        this.top = top;
    }

    @Override
    public Integer call() throws CommandException {
        if (top.output() != OutputKind.TEXT && top.output() != OutputKind.JSON) {
            throw CommandException.usage("--output " + top.output() + " is for probe: use text or json");
        }
        boolean json = top.output() == OutputKind.JSON;
        Templates known = Templates.load(Optional.ofNullable(templates));
        top.console().out().print(list ? list(known, json) : configuration(known, json));
        return Exit.DONE.code();
    }

    private String list(Templates known, boolean json) throws CommandException {
        if (server != null || stage != null) {
            throw CommandException.usage("--list lists all servers: leave SERVER and --stage out, or --list");
        }
        return json ? ServerList.json(known.servers()) : ServerList.text(known.servers());
    }

    private String configuration(Templates known, boolean json) throws CommandException {
        if (server == null) {
            throw CommandException.usage(
                    "generate for which server? Name a SERVER of those that originpull generate --list shows");
        }
        known.check(server);
        if (stage == null) {
            throw CommandException.usage("generate which stage? Add --stage: off, observe, optional or required");
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
