package dev.originpull.it.deployment;

import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A small Debian as the image stands on one, made by debootstrap: there is no registry to fetch it from. */
final class DebianBase {
    private static final Duration DOWNLOAD = Duration.ofMinutes(5);
    private static final String MIRROR = "http://deb.debian.org/debian";

    private DebianBase() {}

    /**
     * The root file system as an archive, of the release that this machine runs: the Java runtime in it is this machine's.
     *
     * @param cache where it is kept from run to run
     */
    static Path archive(Program debootstrap, Path cache) throws IOException {
        String release = codename();
        Path archive = cache.resolve(release + ".tar");
        if (Files.exists(archive)) {
            return archive;
        }
        Path root = Files.createTempDirectory(Files.createDirectories(cache), "root-");
        try {
            Finished made = Command.of(
                            debootstrap.path().toString(),
                            "--variant=minbase",
                            release,
                            root.toString(),
                            mirror(release))
                    .within(DOWNLOAD)
                    .run();
            if (made.exitCode() != 0) {
                throw Program.skip("debootstrap could not make a Debian " + release + ": " + made.transcript());
            }
            Path unfinished = cache.resolve(release + ".tar.new");
            Command.of(
                            "tar",
                            "--create",
                            "--file",
                            unfinished.toString(),
                            "--directory",
                            root.toString(),
                            "--one-file-system",
                            // What an official image leaves out as well.
                            "--exclude=./var/cache/apt/*",
                            "--exclude=./var/lib/apt/lists/*",
                            ".")
                    .succeed();
            return Files.move(unfinished, archive);
        } finally {
            Command.of(List.of("rm", "-rf", "--one-file-system", root.toString()))
                    .succeed();
        }
    }

    private static String codename() throws IOException {
        return Files.readAllLines(Path.of("/etc/os-release")).stream()
                .filter(line -> line.startsWith("VERSION_CODENAME="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElse("bookworm");
    }

    /** Where this machine gets its packages from. */
    private static String mirror(String release) {
        return Command.of(
                        "apt-get",
                        "indextargets",
                        "--format",
                        "$(REPO_URI)",
                        "Created-By: Packages",
                        "Codename: " + release)
                .run()
                .stdout()
                .lines()
                .findFirst()
                .orElse(MIRROR);
    }
}
