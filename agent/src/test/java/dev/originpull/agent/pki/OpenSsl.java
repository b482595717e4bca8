package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The {@code openssl} command, which makes keys and certificates that are not of our own making. */
final class OpenSsl {
    static final String PASSPHRASE = "geçiş şifresi";

    private final Path directory;

    /** Works in this directory. Skips the test by name where openssl is missing, and fails it where {@code CI=true}. */
    OpenSsl(Path directory) {
        this.directory = directory;
        boolean installed = isInstalled();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(installed).as("openssl is installed").isTrue();
        }
        assumeTrue(installed, "openssl is not installed");
        write("openssl.cnf", """
                [req]
                distinguished_name = name
                [name]
                [leaf]
                basicConstraints = CA:FALSE
                subjectAltName = DNS:app.example.com
                [ca]
                basicConstraints = critical, CA:TRUE
                subjectKeyIdentifier = hash
                [plain_ca]
                basicConstraints = critical, CA:TRUE
                subjectKeyIdentifier = none
                """);
        write("passphrase", PASSPHRASE + "\n");
    }

    /** Runs openssl with these words, separated by single blanks, in the directory; it has to succeed. */
    OpenSsl run(String words) {
        Result result = result(words);
        assertThat(result.exitCode()).as("%s: %s", words, result.output()).isZero();
        return this;
    }

    /** What openssl prints, whether it succeeds or not. */
    String output(String words) {
        return result(words).output();
    }

    private record Result(int exitCode, String output) {}

    private Result result(String words) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(words.split(" ")));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** NAME.key (PKCS#8) and NAME.pem, a leaf that signs itself. */
    OpenSsl leaf(String name, String keyOptions) {
        return run("genpkey " + keyOptions + " -out " + name + ".key")
                .run("req -x509 -new -config openssl.cnf -extensions leaf -days 30 -subj /CN=" + name + " -key " + name
                        + ".key -out " + name + ".pem");
    }

    /** NAME.key and NAME.pem, a CA with these extensions. */
    OpenSsl ca(String name, String keyOptions, String extensions) {
        return run("genpkey " + keyOptions + " -out " + name + ".key")
                .run("req -x509 -new -config openssl.cnf -extensions " + extensions + " -days 30 -subj /O=Test/CN="
                        + name + " -key " + name + ".key -out " + name + ".pem");
    }

    /** NAME.key, NAME.csr and NAME.pem, issued by that CA. */
    OpenSsl issue(String name, String ca, String keyOptions, String extensions) {
        return run("genpkey " + keyOptions + " -out " + name + ".key")
                .run("req -new -config openssl.cnf -subj /CN=" + name + " -key " + name + ".key -out " + name + ".csr")
                .run("x509 -req -in " + name + ".csr -CA " + ca + ".pem -CAkey " + ca + ".key -set_serial 7 -days 30"
                        + " -sha256 -extfile openssl.cnf -extensions " + extensions + " -out " + name + ".pem");
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    String read(String name) {
        try {
            return Files.readString(file(name), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, String text) {
        try {
            Files.writeString(file(name), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isInstalled() {
        try {
            new ProcessBuilder("openssl", "version").start().getOutputStream().close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
