package dev.originpull.configgen.locate;

import dev.originpull.configgen.catalog.Driving;
import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Servers whose answers are recorded. */
public final class Answering {
    private Answering() {}

    /** One that says {@code dump} when asked to {@code dump}, and {@code more} when asked anything else. */
    public static ServerProgram program(String locator, Path config, int exitCode, String dump, String more) {
        Driving driving = new Driving(
                config.toString(),
                locator,
                List.of(locator),
                List.of("test"),
                List.of("dump"),
                List.of("reload"),
                List.of("start"),
                Optional.empty(),
                "hook");
        return ServerProgram.of(
                locator,
                config,
                driving,
                (command, limit) -> new Ran(command, OptionalInt.of(exitCode), command.contains("dump") ? dump : more),
                Duration.ofSeconds(1));
    }
}
