package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Change;
import dev.originpull.configgen.install.Installer;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.it.pki.TestPki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The way there and back on real servers, under traffic. */
class ApplyingIT {
    @TempDir
    Path home;

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void goesThereAndBackAndNobodyWithTheLeafNotices(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home);
                Traffic traffic = Traffic.to(host.port())) {
            Applying applying = Applying.to(host);
            Map<String, String> before = host.userFiles();

            for (Stage stage : List.of(Stage.OPTIONAL, Stage.REQUIRED, Stage.OPTIONAL, Stage.OFF)) {
                Outcome outcome = applying.apply(stage, Fragments.of(host, stage));
                assertThat(outcome).as("%s %s", stage, host.log()).isInstanceOf(Outcome.Applied.class);
                assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo(stage.word());
                assertThat(applying.mode(Host.BYSTANDER)).isEqualTo("off");
            }
            assertThat(applying.rollback()).as(host.log()).isInstanceOf(Outcome.Undone.class);
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("optional");
            Outcome out = applying.installer()
                    .apply(
                            new Change(Applying.HOSTNAME, Stage.OFF, Optional.empty(), List.of(), "a test", List.of()),
                            (located, seen, progress) -> Optional.empty(),
                            event -> {});

            assertThat(out).as(host.log()).isInstanceOf(Outcome.Applied.class);
            assertThat(host.userFiles()).as("to the byte").isEqualTo(before);
            assertThat(host.folders().fragment(Applying.HOSTNAME)).doesNotExist();
            assertThat(traffic.requests()).isGreaterThan(20);
            assertThat(traffic.failures()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void eachRollbackTakesOneChangeBack(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Applying applying = Applying.to(host);
            Map<String, String> before = host.userFiles();
            applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));
            applying.apply(Stage.REQUIRED, Fragments.of(host, Stage.REQUIRED));

            assertThat(applying.rollback()).isInstanceOf(Outcome.Undone.class);
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("optional");
            assertThat(applying.rollback()).isInstanceOf(Outcome.Undone.class);
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(applying.rollback()).isInstanceOf(Outcome.Refused.class);
            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void takesOneOfTwoHostnamesInAFileBack(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Path other = home.resolve("sites").resolve("other.conf");
            Files.writeString(host.site(), Files.readString(other), StandardOpenOption.APPEND);
            Files.delete(other);
            host.restart();
            Applying applying = Applying.to(host);
            Map<String, String> before = host.userFiles();
            applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));
            Installer installer = applying.installer();
            Hostname second = Hostname.parse(Host.BYSTANDER);
            installer.apply(
                    new Change(
                            second,
                            Stage.OPTIONAL,
                            Optional.of(Fragments.of(host, Stage.OPTIONAL)),
                            List.of(),
                            "a test",
                            List.of()),
                    (located, seen, progress) -> Optional.empty(),
                    event -> {});
            assertThat(applying.mode(Host.BYSTANDER)).isEqualTo("optional");

            assertThat(applying.rollback()).isInstanceOf(Outcome.Undone.class);
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(applying.mode(Host.BYSTANDER)).isEqualTo("optional");
            assertThat(Files.readString(host.site())).doesNotContain(TestPki.HOSTNAME + ".conf");
            assertThat(installer.rollback(Optional.of(second), "a test", event -> {}))
                    .isInstanceOf(Outcome.Undone.class);

            assertThat(host.userFiles()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void rollsBackWhileTheConfigurationIsBrokenByAnother(Host.Kind kind) throws Exception {
        try (Host host = Host.start(kind, home)) {
            Applying applying = Applying.to(host);
            applying.apply(Stage.OPTIONAL, Fragments.of(host, Stage.OPTIONAL));
            applying.apply(Stage.REQUIRED, Fragments.of(host, Stage.REQUIRED));
            Path broken = Files.writeString(home.resolve("sites").resolve("broken.conf"), "NoSuchDirective on\n");

            Outcome outcome = applying.rollback();

            // The file is put back; the server cannot be told as long as the other file is in its way, and that is
            // said.
            assertThat(outcome).isInstanceOf(Outcome.Broken.class);
            assertThat(Files.readString(host.folders().fragment(Applying.HOSTNAME)))
                    .isEqualTo(Fragments.of(host, Stage.OPTIONAL));
            assertThat(host.lives()).isTrue();
            Files.delete(broken);
            assertThat(applying.rollback()).isInstanceOf(Outcome.Undone.class);
            assertThat(applying.mode(TestPki.HOSTNAME)).isEqualTo("optional");
        }
    }
}
