package dev.originpull.agent.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class PackedTextTest {
    @Property(tries = 200)
    void givesBackWhatWasPacked(@ForAll("texts") String text) {
        PackedText packed = PackedText.of(text);

        assertThat(packed.text()).isEqualTo(text);
        assertThat(packed).isEqualTo(PackedText.of(text)).hasSameHashCodeAs(PackedText.of(text));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings()
                .withChars("\u0000\n\"\\{}äß€\u2028")
                .withCharRange('a', 'z')
                .ofMaxLength(3000);
        return Arbitraries.oneOf(any, any.map(text -> text + PackedDictionary.TEXT + "\uD83D\uDE00"));
    }

    @Test
    void packsAReportIntoAFractionOfIt() {
        String report = PackedDictionary.TEXT.substring(PackedDictionary.TEXT.indexOf("{\"address\""));

        assertThat(PackedText.of(report).size()).isLessThan(report.length() / 10);
    }

    @Test
    void takesALoneHalfOfACharacterForAQuestionMark() {
        // No report holds one: what is not printable is replaced before. If one did, it would be told as what it is.
        assertThat(PackedText.of("a\uD83Db").text()).isEqualTo("a?b");
    }
}
