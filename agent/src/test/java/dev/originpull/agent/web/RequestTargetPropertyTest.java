package dev.originpull.agent.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

class RequestTargetPropertyTest {
    @Provide
    Arbitrary<String> targets() {
        Arbitrary<String> parts = Arbitraries.of(
                "/",
                "a",
                "%",
                "%2F",
                "%2f",
                "%00",
                "%C3%A4",
                "%FF",
                "%zz",
                "..",
                ".",
                "//",
                "\\",
                "?",
                "&",
                "=",
                "+",
                "#",
                ";",
                "http://",
                "HTTPS://",
                "@",
                ":",
                "[",
                "]",
                "\u0000",
                "\u00e4",
                "\ud800",
                " ",
                "\t",
                "target",
                "hostname",
                "*");
        return Arbitraries.oneOf(
                parts.list().ofMaxSize(14).map(words -> String.join("", words)),
                parts.list().ofMaxSize(14).map(words -> "/" + String.join("", words)),
                Arbitraries.strings().ofMaxLength(60));
    }

    @Property(tries = 5_000)
    void hasOneMeaningOrIsRefused(@ForAll("targets") String text) {
        RequestTarget target;
        try {
            target = RequestTarget.parse(text);
        } catch (MalformedRequestException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            Statistics.collect("refused");
            return;
        }
        Statistics.collect("read");
        assertThat(target.path()).startsWith("/").doesNotContain("//", "\\", "/../", "/./");
        assertThat(target.path().codePoints().noneMatch(Character::isISOControl))
                .isTrue();
        int parameters = target.query().values().stream().mapToInt(List::size).sum();
        assertThat(parameters).isLessThanOrEqualTo(RequestTarget.MOST_PARAMETERS);
    }

    @Property(tries = 2_000)
    void readsWhatIsEncoded(@ForAll @Size(max = 20) List<Character> characters) throws MalformedRequestException {
        StringBuilder text = new StringBuilder();
        characters.stream()
                .filter(c -> !Character.isISOControl(c) && !Character.isSurrogate(c))
                .forEach(text::append);
        StringBuilder encoded = new StringBuilder();
        for (byte b : text.toString().getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format(Locale.ROOT, "%%%02X", b));
        }

        RequestTarget target = RequestTarget.parse("/?" + encoded + "=" + encoded);

        assertThat(target.query()).isEqualTo(Map.of(text.toString(), List.of(text.toString())));
    }
}
