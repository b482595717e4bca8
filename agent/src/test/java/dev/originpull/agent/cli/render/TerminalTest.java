package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', '', 100",
        "'', 70, '', 100",
        "'', 70, 50, 50",
        "'stdout,stderr', 70, '', 70",
        "'stdout,stderr', 70, 40, 40",
        "stdout, '', '', 80",
        "stdout, 0, '', 80",
        "stdout, many, few, 80",
        "stdout, 500, '', 120",
        "stdout, 5, '', 30"
    })
    void findsItsWidth(String tty, String told, String environment, int columns) {
        assertThat(terminal(tty, told, Map.of("COLUMNS", environment)).columns())
                .isEqualTo(columns);
    }

    @Test
    void coloursTerminalsOnly() {
        assertThat(terminal("stdout,stderr", "", Map.of("TERM", "xterm")).colour())
                .isTrue();
        assertThat(terminal(",stderr", "", Map.of("TERM", "xterm")).colour()).isFalse();
        assertThat(terminal("stdout", "", Map.of("NO_COLOR", "1")).colour()).isFalse();
        assertThat(terminal("stdout", "", Map.of("NO_COLOR", "")).colour()).isTrue();
        assertThat(terminal("stdout", "", Map.of("TERM", "dumb")).colour()).isFalse();
    }

    @Test
    void knowsWhichStreamIsATerminal() {
        assertThat(terminal(",stderr", "", Map.of()).err()).isTrue();
        assertThat(terminal(",stderr", "", Map.of()).out()).isFalse();
        assertThat(terminal("stdout", "", Map.of()).err()).isFalse();
    }

    private static Terminal terminal(String tty, String columns, Map<String, String> environment) {
        Properties system = new Properties();
        system.setProperty("originpull.tty", tty);
        system.setProperty("originpull.columns", columns);
        return Terminal.of(system, environment);
    }
}
