package dev.originpull.it.client;

import dev.originpull.agent.cli.Main;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.process.Finished;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program, called in this JVM. */
public final class Originpull {
    private Originpull() {}

    /** Runs a command to its end. */
    public static Finished run(String... arguments) {
        return run(List.of(arguments));
    }

    public static Finished run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode;
        try (PrintStream outText = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream errText = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            exitCode = Main.run(arguments.toArray(String[]::new), outText, errText);
        }
        return new Finished(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs {@code probe -o json} against one origin and reads the result. */
    public static Report probe(String address, String hostname, Optional<Identity> leaf, String... options) {
        List<String> arguments = new ArrayList<>(List.of("probe", address, "--hostname", hostname, "-o", "json"));
        leaf.ifPresent(identity -> arguments.addAll(List.of(
                "--cert", identity.certificate().toString(),
                "--key", identity.key().toString())));
        arguments.addAll(List.of(options));
        return Report.of(run(arguments));
    }
}
