package dev.originpull.configgen.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.locate.LocateException.Reason;
import dev.originpull.configgen.render.Hostname;
import dev.originpull.configgen.run.ProcessRunner;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocatorsTest {
    private static final Hostname APP = new Hostname("app.example.com");

    @TempDir
    Path home;

    @Test
    void namesTheKnownOnes() {
        assertThatThrownBy(() -> Locators.of(Answering.program("iis", home, 0, "", "")))
                .isInstanceOf(LocateException.class)
                .hasMessageContaining("'iis'")
                .hasMessageEndingWith("take apache or nginx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache"})
    void passesOnWhatTheServerComplainsOf(String name) throws IOException, LocateException {
        Path config = Files.createFile(home.resolve("c"));
        Locator locator =
                Locators.of(Answering.program(name, config, 1, "unknown directive \"lsten\" in b.conf:3", ""));
        assertThatThrownBy(() -> locator.locate(APP, "hook"))
                .hasMessageContaining(
                        "`" + name + " dump` failed (exit code 1): unknown directive \"lsten\" in b.conf:3")
                .extracting(e -> ((LocateException) e).reason())
                .isEqualTo(Reason.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "apache"})
    void saysWhatToSetWhereTheProgramOrItsFileIsMissing(String name) throws IOException, LocateException {
        ServerProgram program = Answering.program(name, home.resolve("c"), 0, "", "");
        assertThatThrownBy(() -> Locators.of(program).locate(APP, "hook")).hasMessageContaining("server.config");

        Files.createFile(home.resolve("c"));
        ServerProgram missing = new ServerProgram(
                name,
                program.config(),
                program.driving(),
                List.of(home.resolve("none").toString()),
                new ProcessRunner(),
                program.limit());
        assertThatThrownBy(() -> Locators.of(missing).locate(APP, "hook"))
                .hasMessageContaining("cannot be run")
                .hasMessageContaining("server.kind");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
        "0:0:0:0:0:0:0:0, ::",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "::ffff:192.0.2.1, ::ffff:c000:201",
    })
    void writesAnAddressInOneWay(String text, String canonical) {
        assertThat(IpText.canonical(text)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "1.2.3", "256.1.1.1", ":::", "1::2::3", "1:2:3", "12345::", "1:2:3:4:5:6:7:8:9", ":"
            })
    void takesNothingElseForAnAddress(String text) {
        assertThat(IpText.canonical(text)).isEmpty();
    }
}
