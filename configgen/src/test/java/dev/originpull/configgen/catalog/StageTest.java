package dev.originpull.configgen.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StageTest {
    @ParameterizedTest
    @EnumSource(Stage.class)
    void readsWhatItWrites(Stage stage) throws InvalidValueException {
        assertThat(Stage.parse(stage.toString())).isEqualTo(stage);
    }

    @ParameterizedTest
    @CsvSource({
        "requird, ': did you mean required?'",
        "REQUIRED, ': did you mean required?'",
        "obsrve, ': did you mean observe?'",
        "on, .",
        "'', .",
        "'a\nb', ."
    })
    void refusesOtherWordsOnOneLineThatNamesAllStages(String word, String hint) {
        assertThatThrownBy(() -> Stage.parse(word))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("unknown stage '" + word.replace("\n", "<U+000A>") + "'" + hint
                        + " The stages are off, observe, optional, required");
    }

    @Test
    void isTheSameInTurkish() throws InvalidValueException {
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));
        try {
            assertThat(Stage.parse("optional")).hasToString("optional");
            assertThatThrownBy(() -> Stage.parse("REQUIRED")).hasMessageContaining("did you mean required?");
        } finally {
            Locale.setDefault(before);
        }
    }
}
