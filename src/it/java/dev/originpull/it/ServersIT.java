package dev.originpull.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.it.client.Originpull;
import dev.originpull.it.client.Report;
import dev.originpull.it.client.Tls;
import dev.originpull.it.pki.Identity;
import dev.originpull.it.pki.TestPki;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that were configured by hand: originpull names their mode, and curl sees what it saw. */
class ServersIT {
    @RegisterExtension
    static final Origins ORIGINS = new Origins();

    @TempDir
    static Path homes;

    static Stream<Arguments> configurations() {
        return Configured.table().stream()
                .flatMap(server -> Stream.of(Tls.values()).map(tls -> Arguments.of(server, tls)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("configurations")
    void namesTheMode(Configured server, Tls tls) {
        Server origin = ORIGINS.get(homes.resolve(server.directory()), server::in);
        Optional<Identity> leaf = Optional.of(TestPki.get().leaf());

        Report report = Originpull.probe(
                origin.address(), TestPki.HOSTNAME, leaf, "--expect", expectation(server), "--tls", tls.number());

        assertThat(report.mode()).as("%s", report).isEqualTo(server.mode());
        assertThat(report.exitCode()).as("%s", report).isEqualTo(server.mode().equals("required-any") ? 1 : 0);
        new SecondOpinion(report, origin, tls).agrees(leaf);
    }

    /** Nobody expects required-any: it is what an origin does that was meant to require the right certificate. */
    private static String expectation(Configured server) {
        return server.mode().equals("required-any") ? "required" : server.mode();
    }
}
