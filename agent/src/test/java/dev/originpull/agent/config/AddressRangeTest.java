package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.0/24, 203.0.113.255, true",
        "203.0.113.0/24, 203.0.114.0, false",
        "203.0.113.0/24, ::ffff:203.0.113.9, true",
        "203.0.113.9, 203.0.113.9, true",
        "203.0.113.9, 203.0.113.8, false",
        "203.0.113.128/25, 203.0.113.127, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, ::1, true",
        "::/0, 192.0.2.1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::1, 2001:db8::1, true",
        "::ffff:203.0.113.0/120, 203.0.113.77, true",
        "::ffff:203.0.113.0/120, 203.0.112.77, false",
        "::ffff:203.0.113.7, 203.0.113.7, true"
    })
    void containsItsOwnAddresses(String range, String address, boolean contained) throws Exception {
        assertThat(AddressRange.parse(range).contains(InetAddress.getByName(address)))
                .isEqualTo(contained);
    }

    /** As a name server gives them: {@link InetAddress#getByName} would read them as IPv4 addresses. */
    @ParameterizedTest
    @CsvSource({
        "127.1.0.0/24,  127.1.0.9,    true",
        "127.1.0.0/24,  127.1.1.9,    false",
        "::/0,          127.1.0.9,    false",
        "::ffff:127.1.0.0/120, 127.1.0.9, true",
        "0.0.0.0/0,     203.0.113.1,  true",
    })
    void takesAMappedAddressForTheIpv4AddressThatItReaches(String range, String address, boolean contained)
            throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xFF;
        mapped[11] = (byte) 0xFF;
        System.arraycopy(InetAddress.getByName(address).getAddress(), 0, mapped, 12, 4);
        InetAddress six = Inet6Address.getByAddress(null, mapped, -1);
        assertThat(six).isInstanceOf(Inet6Address.class);
        assertThat(AddressRange.parse(range).contains(six)).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7/24 | write 203.0.113.0/24",
                "2001:db8::1/32 | write 2001:db8:0:0:0:0:0:0/32",
                "::ffff:203.0.113.7/120 | write 203.0.113.0/24",
                "203.0.113.0/33 | a number of 0 to 32",
                "::/129 | a number of 0 to 128",
                "::ffff:203.0.113.0/24 | a number of 96 to 128",
                "203.0.113/24 | is no address range",
                "example.com/24 | is no address range",
                "fe80::1%lo | is no address range",
                "[::1]/128 | is no address range",
                "203.0.113.0/ | is no address range",
                "/24 | is no address range",
                "203.0.113.0/24/8 | is no address range",
                "203.0.113.0:443 | is no address range",
                "cafe | is no address range"
            })
    void saysWhatToWriteInstead(String text, String advice) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(advice);
    }
}
