package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerCertificateTest {
    /** Java 17 reads these; later versions may refuse more. */
    private static final Set<OddCertificates> READABLE = EnumSet.of(
            OddCertificates.NEGATIVE_SERIAL,
            OddCertificates.SERIAL_ZERO,
            OddCertificates.UNKNOWN_CRITICAL_EXTENSION,
            OddCertificates.WILD_SUBJECT);

    private static final byte[] SEED = OddCertificates.EMPTY_SUBJECT.bytes();

    @ParameterizedTest
    @EnumSource
    void readsWhatAServerMayShow(OddCertificates odd) {
        PeerCertificate read = PeerCertificate.of(new SentCertificate(odd.bytes()));

        assertThat(read.facts()).hasValueSatisfying(facts -> {
            assertThat(facts.issuer()).isEqualTo("CN=Odd CA");
            assertThat(facts.notAfter()).isAfter(Instant.now());
        });
        if (!READABLE.contains(odd)) {
            assertThat(read.trouble())
                    .hasValueSatisfying(why -> assertThat(why).isNotBlank().doesNotContain("\n"));
        }
    }

    @Property(tries = 3000)
    void throwsNothingWhateverTheBytes(@ForAll int at, @ForAll byte value, @ForAll boolean cut) {
        byte[] bytes = SEED.clone();
        int position = Math.floorMod(at, bytes.length);
        bytes[position] = value;
        if (cut) {
            bytes = Arrays.copyOf(bytes, position);
        }

        PeerCertificate read = PeerCertificate.of(new SentCertificate(bytes));

        assertThat(read.facts().isPresent() || read.trouble().isPresent()).isTrue();
    }
}
