package dev.originpull.configgen.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuotingTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "BACKSLASH, /etc/ca.pem, /etc/ca.pem",
                "BACKSLASH, /a b, \"/a b\"",
                "BACKSLASH, /a\"b\\c, \"/a\\\"b\\\\c\"",
                "BACKSLASH, ü, \"ü\"",
                "SINGLE, /etc/ca.pem, /etc/ca.pem",
                "SINGLE, /a$b, '/a$b'",
                "SINGLE, /a'b, '/a'\\''b'",
                "JSON, /etc/ca.pem, \"/etc/ca.pem\"",
                "JSON, /a\"b\\c, \"/a\\\"b\\\\c\"",
                "XML, /a<b>&\"c, \"/a&lt;b>&amp;&quot;c\"",
            })
    void writesAValueAsItsLanguageReadsIt(QuotingStyle style, String value, String written) {
        assertThat(style.quote(value)).isEqualTo(written);
    }

    @ParameterizedTest
    @EnumSource(QuotingStyle.class)
    void neverWritesNothing(QuotingStyle style) {
        assertThat(style.quote("")).hasSize(2);
    }

    @Test
    void refusesWhatHasAMeaningEvenInQuotes() {
        Quoting quoting = new Quoting(QuotingStyle.BACKSLASH, Map.of("${", "it begins a Define"));
        assertThatThrownBy(() -> quoting.quote("/a${b}"))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("'/a${b}' holds '${', which cannot be quoted: it begins a Define");
    }
}
