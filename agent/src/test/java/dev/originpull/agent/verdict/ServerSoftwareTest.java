package dev.originpull.agent.verdict;

import static dev.originpull.agent.verdict.Sight.apachePostHandshake;
import static dev.originpull.agent.verdict.Sight.asked;
import static dev.originpull.agent.verdict.Sight.late;
import static dev.originpull.agent.verdict.Sight.nginxNoCertificate;
import static dev.originpull.agent.verdict.Sight.page;
import static dev.originpull.agent.verdict.Sight.served;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.originpull.agent.probe.Ending;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServerSoftwareTest {
    static Stream<Arguments> answers() {
        Ending gunicorn = served(200, "server: gunicorn", "");
        Ending nginx = served(200, "Server: nginx/1.30.0", "");
        return Stream.of(
                arguments("", List.of(page(200))),
                arguments("nginx/1.30.0", List.of(nginx)),
                arguments("Apache/2.4.71 (Debian)", List.of(served(200, "SERVER:   Apache/2.4.71 (Debian)", ""))),
                arguments("nginx", List.of(served(404, "", "<hr><center>nginx</center>"))),
                arguments(
                        "Apache/2.4.71",
                        List.of(served(404, "", "<address>Apache/2.4.71 (Debian) Server at a</address>"))),
                arguments("nginx/1.22.1", List.of(gunicorn, nginxNoCertificate())),
                arguments("Apache/2.4.71 (Debian)", List.of(nginx, apachePostHandshake())),
                arguments("", List.of(nginx, late(116))),
                arguments("gunicorn", List.of(gunicorn, late(116))),
                arguments("e\uFFFDvil", List.of(served(200, "Server: e\u0007vil", ""))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void recognisesWhoEndsTls(String name, List<Ending> endings) {
        Scene scene = new Scene();
        assertThat(ServerSoftware.of(endings.stream()
                                .map(ending -> asked(ending)
                                        .of(StandardPlan.of(scene.subject())
                                                .next(List.of())
                                                .orElseThrow()))
                                .toList())
                        .orElse(""))
                .isEqualTo(name);
    }
}
