package dev.originpull.agent.generate;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.catalog.Version;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.render.Request;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration is asked for with, as somebody typed it.
 *
 * @param server a name in the catalogue
 * @param typed the texts that were given, unchecked
 * @param templates a folder that goes before the program's own templates; only for the command that makes it again
 */
public record Choices(
        String server, Stage stage, Map<Choice, String> typed, boolean log, boolean full, Optional<Path> templates) {
    public Choices {
        typed = Map.copyOf(typed);
    }

    /** A value's own way to read it. */
    private interface Reading<T> {
        T of(String text) throws InvalidValueException;
    }

    /**
     * What to make, and the command that makes it again: it has each value as it was understood.
     *
     * @param version originpull's own
     * @throws ChoicesException with a complaint for every text that is unfit
     */
    public Request request(String version) throws ChoicesException {
        Map<Choice, String> complaints = new EnumMap<>(Choice.class);
        Optional<ServerPath> ca = read(Choice.CA_FILE, ServerPath::parse, complaints);
        Optional<Hostname> hostname = read(Choice.HOSTNAME, Hostname::parse, complaints);
        Optional<Version> serverVersion = read(Choice.SERVER_VERSION, Version::parse, complaints);
        int depth = read(Choice.DEPTH, Request::depth, complaints).orElse(1);
        Optional<ServerPath> crl = read(Choice.CRL_FILE, ServerPath::parse, complaints);
        if (stage != Stage.OFF && !typed.containsKey(Choice.CA_FILE)) {
            complaints.put(
                    Choice.CA_FILE,
                    "stage " + stage + " needs it: the path of your CA's certificate on the server's host, such as "
                            + "/etc/originpull/origin-pull-ca.pem");
        }
        if (!complaints.isEmpty()) {
            throw new ChoicesException(complaints);
        }
        CommandWords words = new CommandWords("originpull", "generate", server)
                .option("--stage", Optional.of(stage))
                .option(Choice.CA_FILE.option(), ca)
                .option(Choice.HOSTNAME.option(), hostname)
                .option(Choice.SERVER_VERSION.option(), serverVersion)
                .option(Choice.DEPTH.option(), Optional.of(depth).filter(n -> n != 1))
                .option(Choice.CRL_FILE.option(), crl)
                .flag("--log", log)
                .flag("--full", full)
                .option(
                        "--templates",
                        templates.map(folder -> folder.toAbsolutePath().normalize()));
        return new Request(
                stage, ca, hostname, serverVersion, depth, crl, log, full, Optional.empty(), words.provenance(version));
    }

    private <T> Optional<T> read(Choice choice, Reading<T> reading, Map<Choice, String> complaints) {
        Optional<String> text = Optional.ofNullable(typed.get(choice));
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(reading.of(text.get()));
        } catch (InvalidValueException e) {
            complaints.put(choice, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
