package dev.originpull.agent.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the program's own files lie. */
public final class Home {
    private static final String TEMPLATES = "templates";

    private Home() {}

    /**
     * The folder with a folder of templates for each server: below what the launcher says ({@code originpull.home}), or near
     * this program's classes, as in a checkout. Empty when somebody has taken it away.
     */
    public static Optional<Path> templates() {
        String told = System.getProperty("originpull.home", "");
        if (!told.isEmpty()) {
            return Optional.of(Path.of(told, TEMPLATES)).filter(Files::isDirectory);
        }
        return classes()
                .flatMap(classes -> Stream.iterate(classes, Path::getParent)
                        .takeWhile(folder -> folder != null)
                        .limit(5)
                        .map(folder -> folder.resolve(TEMPLATES))
                        .filter(Files::isDirectory)
                        .findFirst());
    }

    /** What starts this program anew, word by word: its launcher, or this Java runtime where there is none, as in tests. */
    static List<String> launcher() {
        String told = System.getProperty("originpull.home", "");
        Path script = Path.of(told, "bin", "originpull");
        if (!told.isEmpty() && Files.isExecutable(script)) {
            return List.of(script.toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    private static Optional<Path> classes() {
        CodeSource source = Home.class.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()).toAbsolutePath());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
