package dev.originpull.it.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.locate.Listener;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.process.Finished;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks of other hostnames, which stay as they are whatever the hostname's change is. */
class OtherBlocksIT {
    private static final String OWN = "127.0.0.21";
    private static final String OTHERS = "127.0.0.22";

    @TempDir
    Path home;

    /** Each hostname has an address of its own, and is the default there for all others. */
    private Host withAnAddressEach(Host.Kind kind) throws Exception {
        Host host = Host.start(kind, home);
        Files.writeString(host.site(), site(host, TestPki.HOSTNAME, OWN));
        Files.writeString(others(host), site(host, Host.BYSTANDER, OTHERS));
        Files.writeString(
                host.config(),
                Files.readString(host.config())
                        .replace(
                                "Listen 127.0.0.1:" + host.port(),
                                "Listen " + OWN + ":" + host.port() + "\nListen " + OTHERS + ":" + host.port())
                        .replaceAll("Listen \\[::1].*", ""));
        host.restart();
        return host;
    }

    private static Path others(Host host) {
        return host.site().resolveSibling("other.conf");
    }

    private static String site(Host host, String name, String address) {
        return host.kind()
                .site(host, name)
                .replaceAll("(?m)^.*\\[::1].*\n", "")
                .replace("127.0.0.1:", address + ":")
                .replace("*:", address + ":");
    }

    private static String mode(Host host, String address, String name) throws Exception {
        return CurlQuestion.ofTheTest()
                .ask(new Listener(address, host.port()), name, Optional.empty())
                .mode();
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void forceDoesNotOpenABlockOfAnotherHostname(Host.Kind kind) throws Exception {
        try (Host host = withAnAddressEach(kind)) {
            String before = Files.readString(others(host));
            Commands commands = Commands.configured(
                    host, "{hostname: %s, addresses: ['%s:%d']}".formatted(TestPki.HOSTNAME, OWN, host.port()));

            Finished optional = commands.run("apply", TestPki.HOSTNAME, "--stage", "optional");
            assertThat(optional.exitCode()).as("%s", optional).isZero();
            Finished forced = commands.run("apply", TestPki.HOSTNAME, "--stage", "required", "--force", "own-block");
            assertThat(forced.exitCode()).as("%s", forced).isZero();

            assertThat(mode(host, OWN, TestPki.HOSTNAME)).isEqualTo("required");
            assertThat(mode(host, OTHERS, Host.BYSTANDER)).isEqualTo("off");
            assertThat(mode(host, OTHERS, TestPki.HOSTNAME)).isEqualTo("off");
            assertThat(Files.readString(others(host))).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(Host.Kind.class)
    void refusesAnAddressWhereAnotherHostnamesBlockAnswers(Host.Kind kind) throws Exception {
        try (Host host = withAnAddressEach(kind)) {
            Commands commands = Commands.configured(
                    host,
                    "{hostname: %1$s, addresses: ['%2$s:%4$d', '%3$s:%4$d']}"
                            .formatted(TestPki.HOSTNAME, OWN, OTHERS, host.port()));

            Finished refused = commands.run("apply", TestPki.HOSTNAME, "--stage", "optional", "--force", "own-block");

            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(4);
            assertThat(refused.stdout() + refused.stderr())
                    .contains(others(host) + ":1", "belongs to other hostnames", "'addresses:'");
            assertThat(mode(host, OTHERS, Host.BYSTANDER)).isEqualTo("off");
            assertThat(mode(host, OWN, TestPki.HOSTNAME)).isEqualTo("off");
        }
    }

    /** The same hostname at an address that is none of its origin's: left, and said so. */
    @Test
    void addressesNarrowWhatIsChanged() throws Exception {
        try (Host host = withAnAddressEach(Host.Kind.NGINX)) {
            Files.writeString(others(host), site(host, TestPki.HOSTNAME, OTHERS));
            host.restart();
            Commands commands = Commands.configured(
                    host, "{hostname: %s, addresses: ['%s:%d']}".formatted(TestPki.HOSTNAME, OWN, host.port()));

            Finished applied = commands.run("apply", TestPki.HOSTNAME, "--stage", "required");

            assertThat(applied.exitCode()).as("%s", applied).isZero();
            assertThat(applied.stdout().replaceAll("\\s+", " "))
                    .contains("not-changed " + OTHERS + ":" + host.port() + " at " + others(host) + ":1 serves it too");
            assertThat(mode(host, OWN, TestPki.HOSTNAME)).isEqualTo("required");
            assertThat(mode(host, OTHERS, TestPki.HOSTNAME)).isEqualTo("off");
        }
    }
}
