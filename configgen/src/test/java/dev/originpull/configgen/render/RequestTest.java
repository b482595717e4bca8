package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.catalog.InvalidValueException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "100"})
    void takesADepth(String text) throws InvalidValueException {
        assertThat(Request.depth(text)).isEqualTo(Integer.parseInt(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "", "one", "99999999999", "1.5", "١"})
    void refusesADepthThatNoChainHas(String text) {
        assertThatThrownBy(() -> Request.depth(text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage(
                        "the depth is a number from 1 (the CA signed the leaf itself) to 100, one more for each intermediate");
    }
}
