package dev.originpull.it.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Finished;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents promise: links lead somewhere, here and in the archive, and commands can be pasted. */
class DocumentsIT {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)[^)]*\\)");
    private static final Pattern FENCE = Pattern.compile("(?m)^ *```\\n(.*?)^ *```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void everyLinkOfTheCheckoutLeadsToAFile() throws IOException {
        assertThat(brokenLinks(Checkout.ROOT)).isEmpty();
    }

    /** Installed as README says, with another root in place of /. */
    @Test
    void theArchiveInstallsWhereSudoFindsItWithItsDocumentsUnitAndCompletions() throws IOException {
        Files.createDirectories(folder.resolve("opt"));
        Files.createDirectories(folder.resolve("usr/local/bin"));
        for (String line : commands()
                .filter(command -> command.startsWith("sudo tar") || command.startsWith("sudo ln"))
                .toList()) {
            String here = line.replace("sudo ", "")
                    .replace(" /opt", " " + folder.resolve("opt"))
                    .replace(" /usr", " " + folder.resolve("usr"))
                    .replace(
                            "agent/target/originpull-0.1.0-SNAPSHOT.tar.gz",
                            archive().toString());
            Command.of("sh", "-c", here).succeed();
        }
        Path installed = folder.resolve("opt/originpull");

        Finished version = Command.of(folder.resolve("usr/local/bin/originpull").toString(), "-q", "version")
                .within(Duration.ofMinutes(2))
                .run();

        assertThat(version.stdout()).as(version.transcript()).startsWith("originpull ");
        assertThat(brokenLinks(installed)).isEmpty();
        assertThat(Files.readString(installed.resolve("docker/systemd/originpull.service")))
                .contains("ExecStart=/opt/originpull/bin/originpull serve");
        assertThat(installed.resolve("docker/prometheus/originpull.rules.yml")).exists();
        assertThat(installed.resolve("share/bash-completion/completions/originpull"))
                .content()
                .contains("complete -F _complete_originpull", "nginx");
        assertThat(installed.resolve("share/zsh/site-functions/_originpull"))
                .content()
                .startsWith("#compdef");
        assertThat(installed.resolve("share/fish/vendor_completions.d/originpull.fish"))
                .content()
                .contains("complete -c originpull");
        try (Stream<Path> libraries = Files.list(installed.resolve("lib"))) {
            assertThat(libraries.map(Path::toString))
                    .noneMatch(name -> name.contains("osx") || name.contains("windows"));
        }
    }

    /** The lines of README that create a CA and a leaf: what they make is what originpull probes with. */
    @Test
    void opensslMakesALeafThatOriginpullTakes() {
        Program.require("openssl");
        for (String line : commands()
                .filter(command ->
                        command.startsWith("openssl") || command.startsWith("printf") || command.startsWith("chmod"))
                .toList()) {
            Command.of("sh", "-c", line).in(folder).succeed();
        }

        Finished loaded = Distribution.built()
                .command(
                        "probe",
                        "127.0.0.1:1",
                        "--hostname",
                        "app.example.com",
                        "--cert",
                        "leaf.pem",
                        "--key",
                        "leaf.key",
                        "--ca",
                        "origin-pull-ca.pem")
                .in(folder)
                .run();

        assertThat(loaded.exitCode()).as(loaded.transcript()).isEqualTo(3);
        assertThat(loaded.stderr()).isEmpty();
        assertThat(Command.of("openssl", "verify", "-purpose", "sslclient", "-CAfile", "origin-pull-ca.pem", "leaf.pem")
                        .in(folder)
                        .run()
                        .exitCode())
                .isZero();
    }

    /** No option in a document that the program does not know: each command line, with --help behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "src/docs/running.md", "src/docs/applying.md", "src/docs/templates.md"})
    void everyCommandLineIsUnderstood(String document) {
        List<String> unknown = new ArrayList<>();
        for (String line : commands(document).toList()) {
            String words = line.replaceFirst("^(sudo )?(\\./)?originpull ", "");
            if (words.equals(line) || words.contains("<") || words.contains("...")) {
                continue;
            }
            String plain = words.replaceAll(" *[#|>].*", "").replace("'", "");
            List<String> arguments = new ArrayList<>(List.of(plain.split(" +", -1)));
            arguments.add("--help");
            Finished help = Originpull.run(arguments);
            if (help.exitCode() != 0) {
                unknown.add(line + ": " + help.stderr());
            }
            for (String word : arguments) {
                if (word.startsWith("--") && !help.stdout().contains(word.replaceFirst("=.*", ""))) {
                    unknown.add(line + ": no option " + word);
                }
            }
        }

        assertThat(unknown).isEmpty();
    }

    private static Stream<String> commands() {
        return commands("README.md");
    }

    private static Stream<String> commands(String document) {
        return FENCE.matcher(Checkout.text(Checkout.ROOT.resolve(document)))
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    private static Path archive() throws IOException {
        try (Stream<Path> built = Files.list(Distribution.built().directory().getParent())) {
            return built.filter(file -> file.toString().endsWith(".tar.gz"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> brokenLinks(Path root) throws IOException {
        List<Path> documents = new ArrayList<>();
        for (Path place : List.of(root, root.resolve("src/docs"))) {
            try (Stream<Path> files = Files.list(place)) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
            }
        }
        assertThat(documents).hasSizeGreaterThan(7);
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            LINK.matcher(Files.readString(document)).results().forEach(link -> {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    broken.add(document + ": " + link.group(1));
                }
            });
        }
        return broken;
    }
}
