package dev.originpull.it.deployment;

import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A builder of images that needs no daemon and no user namespaces, with a store of its own. */
record Buildah(Program program, Path store) implements AutoCloseable {
    private static final Duration BUILD = Duration.ofMinutes(5);

    /** Builds a Dockerfile; the image is called {@code localhost/NAME}. */
    Finished build(String name, Path dockerfile, Path context, List<String> options) {
        return run(Stream.of(
                        List.of("bud", "--isolation", "chroot", "--format", "docker", "--tag", "localhost/" + name),
                        options,
                        List.of("--file", dockerfile.toString(), context.toString()))
                .flatMap(List::stream)
                .toList());
    }

    /** A container of an image: its name. */
    String from(String image) {
        return run(List.of("from", "--pull-never", "localhost/" + image))
                .stdout()
                .strip();
    }

    /** Where a container's file system lies. */
    Path mount(String container) {
        return Path.of(run(List.of("mount", container)).stdout().strip());
    }

    /** Runs a command in a container, as the image's user. */
    Finished in(String container, String... words) {
        return run(Stream.concat(Stream.of("run", "--isolation", "chroot", container, "--"), Stream.of(words))
                .toList());
    }

    String inspect(String image) {
        return run(List.of("inspect", "--type", "image", "localhost/" + image)).stdout();
    }

    private Finished run(List<String> words) {
        List<String> all = Stream.concat(
                        Stream.of(
                                program.path().toString(),
                                "--root",
                                store.resolve("root").toString(),
                                "--runroot",
                                store.resolve("run").toString(),
                                "--storage-driver",
                                "vfs"),
                        words.stream())
                .toList();
        return Command.of(all).within(BUILD).succeed();
    }

    /** Removes every container and image, and the store. */
    @Override
    public void close() {
        run(List.of("rm", "--all"));
        run(List.of("rmi", "--all", "--force"));
        Command.of("rm", "-rf", "--one-file-system", store.toString()).succeed();
    }
}
