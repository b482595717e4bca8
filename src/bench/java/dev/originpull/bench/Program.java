package dev.originpull.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that are measured or measured against, each a Debian package. */
enum Program {
    EXPORTER("prometheus-blackbox-exporter", "prometheus-blackbox-exporter", "--version"),
    OPENSSL("openssl", "openssl", "version"),
    CURL("curl", "curl", "--version"),
    NGINX("nginx", "nginx-light", "-v"),
    APACHE("apache2", "apache2-bin", "-v");

    private final String command;
    private final String debianPackage;
    private final String versionArgument;

    Program(String command, String debianPackage, String versionArgument) {
        this.command = command;
        this.debianPackage = debianPackage;
        this.versionArgument = versionArgument;
    }

    /** One line for each program that is not installed; empty when all are. */
    static List<String> missing() {
        return Arrays.stream(values())
                .filter(program -> program.found().isEmpty())
                .map(program -> program.command + " (Debian: apt install " + program.debianPackage + ")")
                .toList();
    }

    /** Its path. */
    String path() throws BenchException {
        return found().map(Path::toString)
                .orElseThrow(() ->
                        new BenchException(command + " is not installed (Debian: apt install " + debianPackage + ")."));
    }

    /** The line in which it tells its version. */
    String version() throws BenchException, InterruptedException {
        return Command.output(List.of(path(), versionArgument))
                .lines()
                .findFirst()
                .orElse(command)
                .strip();
    }

    /** On the PATH, or where Debian keeps servers, which other users' PATH leaves out. */
    private Optional<Path> found() {
        String searched = Optional.ofNullable(System.getenv("PATH")).orElse("") + ":/usr/sbin:/sbin";
        return Stream.of(searched.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
