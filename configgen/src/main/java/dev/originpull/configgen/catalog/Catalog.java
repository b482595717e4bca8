package dev.originpull.configgen.catalog;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The servers that have a folder of templates. A folder of overrides is looked into first, file by file: it may replace
 * single files of a server, or add a server of its own.
 *
 * <p>A server's files are read when it is asked for, so that asking for one does not cost reading all. Safe for use by
 * several threads.
 */
public final class Catalog {
    private static final String DESCRIPTION = "server.yaml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private final List<Path> roots;
    private final SortedSet<String> names;

    private Catalog(List<Path> roots, SortedSet<String> names) {
        this.roots = List.copyOf(roots);
        this.names = names;
    }

    /**
     * Finds the servers' folders, and reads none of their files yet.
     *
     * @param builtIn the folder {@code templates} of the distribution or the checkout
     * @param overrides a folder of the same shape that goes before it
     */
    public static Catalog load(Path builtIn, Optional<Path> overrides) throws CatalogException {
        List<Path> roots = Stream.concat(overrides.stream(), Stream.of(builtIn)).toList();
        SortedSet<String> folders = new TreeSet<>();
        for (Path root : roots) {
            folders.addAll(folders(root));
        }
        SortedSet<String> names = new TreeSet<>();
        for (String folder : folders) {
            if (roots.stream()
                    .anyMatch(root -> Files.exists(root.resolve(folder).resolve(DESCRIPTION)))) {
                names.add(folder);
            }
        }
        for (String folder : folders) {
            if (!names.contains(folder)) {
                throw new CatalogException(
                        "%s is the folder of no server%s It needs a %s, or the name of a server that has one: %s"
                                .formatted(
                                        find(roots, folder).orElseThrow(),
                                        Nearest.hint(folder, names),
                                        DESCRIPTION,
                                        String.join(", ", names)));
            }
        }
        return new Catalog(roots, names);
    }

    /** All servers, by name. */
    public List<Server> servers() throws CatalogException {
        List<Server> servers = new ArrayList<>();
        for (String name : names) {
            servers.add(read(name));
        }
        return servers;
    }

    /** The server of that name. */
    public Server server(String name) throws CatalogException {
        if (!names.contains(name)) {
            throw new CatalogException("unknown server '%s'%s Known: %s"
                    .formatted(Unprintable.shown(name), Nearest.hint(name, names), String.join(", ", names)));
        }
        return read(name);
    }

    /** The server that sends this value of the HTTP response header {@code Server}. */
    public Optional<Server> recognise(String serverHeader) throws CatalogException {
        return servers().stream()
                .filter(server -> server.isNamedBy(serverHeader))
                .findFirst();
    }

    /** The folders that are looked into for templates, the first that has a file first. */
    public List<Path> roots() {
        return roots;
    }

    private Server read(String name) throws CatalogException {
        Path file = find(roots, name + "/" + DESCRIPTION).orElseThrow();
        return ServerFile.read(name, file);
    }

    private static Optional<Path> find(List<Path> roots, String relative) {
        return roots.stream()
                .map(root -> root.resolve(relative))
                .filter(Files::exists)
                .findFirst();
    }

    private static List<String> folders(Path root) throws CatalogException {
        if (!Files.isDirectory(root)) {
            throw new CatalogException(
                    "no folder of templates at " + root + ": name the folder that holds one folder for each server");
        }
        List<String> folders = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    folders.add(name);
                }
            }
        } catch (IOException e) {
            throw new CatalogException("the folder of templates " + root + " cannot be read (" + e + ")", e);
        }
        return folders;
    }
}
