package dev.originpull.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The servers that there are templates for, for completion; none if the templates are missing. picocli wants a class. */
final class ServerNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return names(Home.templates()).iterator();
    }

    private static List<String> names(Optional<Path> templates) {
        if (templates.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(templates.get())) {
            return folders.filter(folder -> Files.exists(folder.resolve("server.yaml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
