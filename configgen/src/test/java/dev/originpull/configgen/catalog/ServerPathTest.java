package dev.originpull.configgen.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/ssl/ca.pem",
                "/a b",
                "/a\"b'c",
                "/a$b",
                "/a\\",
                "/a;b#c{d}",
                "/größe/証明書.pem",
                "/\uD83D\uDD12",
                "/~",
                "/*"
            })
    void takesWhatAFileCanBeCalled(String text) throws InvalidValueException {
        assertThat(ServerPath.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'/a\nb', '/a<U+000A>b', U+000A",
        "'/a\rb', '/a<U+000D>b', U+000D",
        "'/a\0b', '/a<U+0000>b', U+0000",
        "'/a\tb', '/a<U+0009>b', U+0009",
        "'/a\u007fb', '/a<U+007F>b', U+007F",
        "'/a\u0085b', '/a<U+0085>b', U+0085",
        "'/a\u2028b', '/a<U+2028>b', U+2028",
        "'/a\u202eb', '/a<U+202E>b', U+202E",
        "'/a\uD800', '/a<U+D800>', U+D800",
    })
    void namesACharacterThatCannotStandInAConfiguration(String text, String shown, String character) {
        assertThatThrownBy(() -> ServerPath.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("the path '" + shown + "' holds " + character
                        + ": no such character can stand in a configuration file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ca.pem", "./ca.pem", "~/ca.pem", " /ca.pem", "C:\\ca.pem", "data:x"})
    void wantsTheWholePath(String text) {
        assertThatThrownBy(() -> ServerPath.parse(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("the path '" + text + "' is not absolute: ");
    }

    @Test
    void refusesWhatServersCannotReadForItsLength() {
        assertThatThrownBy(() -> ServerPath.parse("/" + "ü".repeat(512)))
                .hasMessageEndingWith("…' is longer than 1024 bytes");
    }
}
