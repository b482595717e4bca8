package dev.originpull.it.apply;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.it.client.Originpull;
import dev.originpull.it.pki.TestPki;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the generator writes for a stage, made once. */
final class Fragments {
    private static final Map<String, String> MADE = new ConcurrentHashMap<>();

    private Fragments() {}

    static String of(Host host, Stage stage) {
        return of(host, stage, TestPki.get().ca());
    }

    static String of(Host host, Stage stage, Path ca) {
        return MADE.computeIfAbsent(
                host.kind() + " " + stage + " " + ca,
                key -> Originpull.run(
                                "generate",
                                host.kind().word(),
                                "--stage",
                                stage.word(),
                                "--ca-file",
                                ca.toString(),
                                "--hostname",
                                TestPki.HOSTNAME)
                        .stdout());
    }
}
