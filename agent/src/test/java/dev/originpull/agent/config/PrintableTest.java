package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"\u001B", "\n", "\r", "\0", "\u009B", "\u202E", "\u2066", "\u200B", "\u2028", "\uD800", "\uE000"
            })
    void replacesWhatMovesTheCursorOrHides(String character) {
        assertThat(Printable.of("a" + character + "b")).isEqualTo("a\uFFFDb");
        assertThat(Printable.whole("a" + character + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void leavesTextOfAllScriptsAlone() {
        assertThat(Printable.of("Grüße 你好 שלום 🙂 …")).isEqualTo("Grüße 你好 שלום 🙂 …");
    }

    @Test
    void cutsLongTextBetweenCharacters() {
        assertThat(Printable.of("🙂".repeat(201))).isEqualTo("🙂".repeat(200) + "…");
        assertThat(Printable.of("🙂".repeat(200))).isEqualTo("🙂".repeat(200));
        assertThat(Printable.whole("x".repeat(1000))).hasSize(1000);
    }
}
