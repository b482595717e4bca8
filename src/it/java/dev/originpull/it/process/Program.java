package dev.originpull.it.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A program that the tests run and that may not be installed. */
public record Program(String name, Path path) {
    /** Where servers live; an ordinary user's PATH leaves these out on Debian. */
    private static final String[] SYSTEM_PLACES = {"/usr/local/sbin", "/usr/sbin", "/sbin"};

    /** The program, or the end of the test: skipped with its name, or failed where {@code CI=true}. */
    public static Program require(String name) {
        return find(name).orElseThrow(() -> skip(name + " is not installed"));
    }

    public static Optional<Program> find(String name) {
        return Stream.concat(
                        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
                        Arrays.stream(SYSTEM_PLACES))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> new Program(name, path));
    }

    /** Ends the test as skipped with this message; on a build server, where nothing may be skipped, as failed. */
    public static RuntimeException skip(String message) {
        if ("true".equals(System.getenv("CI"))) {
            return Assertions.fail(message + ", and with CI=true nothing is skipped");
        }
        return Assumptions.abort(message);
    }
}
