package dev.originpull.configgen.locate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** Held against Java's own reading of IP addresses. */
class IpTextPropertyTest {
    private static final Pattern LOOSE = Pattern.compile("[0-9a-fA-F]{5}|0\\d+\\.|\\.0\\d|\\d{4}\\.|\\.\\d{4}");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                                "0",
                                "1",
                                "ffff",
                                "db8",
                                "00",
                                "12345",
                                "g",
                                ":",
                                "::",
                                ".",
                                "192.0.2.1",
                                "255",
                                "256",
                                "")
                        .list()
                        .ofMaxSize(16)
                        .map(words -> String.join("", words)),
                Arbitraries.of("0", "1", "ffff", "a0b1", "0001")
                        .list()
                        .ofMinSize(6)
                        .ofMaxSize(9)
                        .map(groups -> String.join(":", groups)),
                Arbitraries.strings().ofMaxLength(40));
    }

    @Property(tries = 10_000)
    void takesTheIpv6AddressesThatJavaTakes(@ForAll("texts") String text) {
        Optional<String> canonical = IpText.canonical(text);
        if (text.indexOf(':') < 0
                || text.indexOf('[') >= 0
                || text.indexOf('%') >= 0
                || LOOSE.matcher(text).find()) {
            // Java would look up the first, reads more into the next two, and takes 0ffff for a group and 0192 for an
            // octet.
            return;
        }
        Optional<InetAddress> java = java(text);
        Statistics.collect(java.isPresent());
        assertThat(canonical.isPresent()).as(text).isEqualTo(java.isPresent());
        canonical.ifPresent(form -> {
            assertThat(java(form)).as(form).isEqualTo(java);
            assertThat(IpText.canonical(form)).as("its one form").contains(form);
        });
    }

    @Property(tries = 2_000)
    void givesEqualAddressesEqualTexts(@ForAll("sixes") byte[] bytes) throws UnknownHostException {
        StringBuilder full = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 2) {
            full.append(i > 0 ? ":" : "").append(Integer.toHexString((bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF));
        }
        String padded =
                full.toString().replaceAll("\\b([0-9a-f]{1,3})\\b", "0$1").toUpperCase(Locale.ROOT);

        assertThat(IpText.canonical(padded))
                .isEqualTo(IpText.canonical(full.toString()))
                .isPresent();
        assertThat(InetAddress.getByName(IpText.canonical(padded).orElseThrow()))
                .isEqualTo(InetAddress.getByAddress(bytes));
    }

    @Provide
    Arbitrary<byte[]> sixes() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just((byte) 0)), Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofSize(16);
    }

    private static Optional<InetAddress> java(String text) {
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
