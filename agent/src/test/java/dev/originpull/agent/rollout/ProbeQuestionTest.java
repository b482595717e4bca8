package dev.originpull.agent.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.config.AgentConfig;
import dev.originpull.agent.config.AgentConfigFile;
import dev.originpull.agent.config.Hostname;
import dev.originpull.agent.demo.Behaviour;
import dev.originpull.agent.demo.Demo;
import dev.originpull.agent.demo.DemoCertificates;
import dev.originpull.agent.probe.Origin;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Question;
import dev.originpull.configgen.locate.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeQuestionTest {
    private static final Hostname APP = Hostname.parse("app.example.com");
    private static final Map<Behaviour, String> MODES = Map.of(
            Behaviour.REQUIRED, "required",
            Behaviour.OPTIONAL, "optional",
            Behaviour.FORGOT_TO_ASK, "off",
            Behaviour.TAKES_ANY, "required-any");

    @TempDir
    private Path folder;

    private final DemoCertificates certificates = DemoCertificates.issue(APP, Clock.systemUTC());
    private Optional<Demo> demo = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        demo = Optional.of(Demo.start(APP, certificates));
        certificates.write(folder);
    }

    @AfterEach
    void end() {
        demo.ifPresent(Demo::close);
    }

    @Test
    void saysTheModeOfAnAddress() throws Exception {
        try (Leaves leaves = new Leaves(config(), "originpull/test")) {
            ProbeQuestion question = new ProbeQuestion(config(), leaves, Clock.systemUTC());
            MODES.forEach((behaviour, mode) -> {
                for (Optional<Stage> expected : List.of(Optional.<Stage>empty(), Optional.of(Stage.REQUIRED))) {
                    assertThat(ask(question, address(behaviour), APP.name(), expected)
                                    .mode())
                            .isEqualTo(mode);
                }
            });
            assertThat(ask(question, address(Behaviour.REQUIRED), "neighbour.example.com", Optional.empty())
                            .mode())
                    .isEqualTo("required");
        }
    }

    @Test
    void cannotTellWithoutATlsConversation() throws Exception {
        Listener closed = address(Behaviour.REQUIRED);
        demo.orElseThrow().close();
        try (Leaves leaves = new Leaves(config(), "originpull/test")) {
            ProbeQuestion question = new ProbeQuestion(config(), leaves, Clock.systemUTC());
            Question.Answer answer = ask(question, closed, APP.name(), Optional.of(Stage.REQUIRED));
            assertThat(answer.mode()).isEqualTo("unreachable");
            assertThat(answer.tells()).isFalse();
        }
    }

    @Test
    void cannotTellWithoutTheLeafOrForWhatIsNoHostname() throws Exception {
        AgentConfig config = config();
        Files.delete(folder.resolve("leaf.pem"));
        try (Leaves leaves = new Leaves(config, "originpull/test")) {
            ProbeQuestion question = new ProbeQuestion(config, leaves, Clock.systemUTC());
            assertThat(ask(question, address(Behaviour.REQUIRED), APP.name(), Optional.empty()))
                    .extracting(Question.Answer::mode, Question.Answer::tells)
                    .containsExactly("inconclusive", false);
        }
        certificates.write(Files.createDirectory(folder.resolve("again")));
        Files.copy(folder.resolve("again/leaf.pem"), folder.resolve("leaf.pem"));
        try (Leaves leaves = new Leaves(config, "originpull/test")) {
            ProbeQuestion question = new ProbeQuestion(config, leaves, Clock.systemUTC());
            assertThat(ask(question, address(Behaviour.REQUIRED), "a_b", Optional.empty())
                            .mode())
                    .isEqualTo("inconclusive");
        }
    }

    private static Question.Answer ask(
            ProbeQuestion question, Listener address, String hostname, Optional<Stage> expected) {
        try {
            return question.ask(address, hostname, expected);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Listener address(Behaviour behaviour) {
        Origin origin = Objects.requireNonNull(demo.orElseThrow().origins().get(behaviour), behaviour.name());
        return new Listener("127.0.0.1", origin.address().getPort());
    }

    private AgentConfig config() throws Exception {
        return AgentConfigFile.read(Files.writeString(folder.resolve("originpull.yaml"), """
                identity: {certificate: leaf.pem, private-key: leaf.key, ca: origin-pull-ca.pem}
                origins:
                  - {hostname: app.example.com, addresses: [127.0.0.1]}
                """));
    }
}
