package dev.originpull.it.client;

import dev.originpull.it.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The packaged program, unpacked in a directory. */
public record Distribution(Path directory) {
    /** A first start makes the class archive, which takes a busy machine a while. */
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** The one that the build left behind, started once: tests that run at once do not all make the class archive. */
    public static Distribution built() {
        return Holder.BUILT;
    }

    private static final class Holder {
        static final Distribution BUILT = findAndStart();
    }

    private static Distribution findAndStart() {
        String directory = System.getProperty("originpull.distribution", "../../agent/target/originpull");
        Distribution built = new Distribution(Path.of(directory).toAbsolutePath());
        if (!Files.isExecutable(built.program())) {
            throw new AssertionError(built.program() + " is not there: run `./mvnw package` first");
        }
        built.command("--version").succeed();
        return built;
    }

    public Path program() {
        return directory.resolve("bin").resolve("originpull");
    }

    /** The program with these arguments, ready to run. */
    public Command command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(program().toString()));
        words.addAll(List.of(arguments));
        return Command.of(words).within(DEADLINE);
    }
}
