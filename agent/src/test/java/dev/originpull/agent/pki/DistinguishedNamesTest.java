package dev.originpull.agent.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistinguishedNamesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "E=ops@example.net,CN=Mail CA | emailAddress=ops@example.net,CN=Mail CA",
                "serialNumber=HRB 123,O=Firm | serialNumber=HRB 123,O=Firm",
                "SURNAME=Doe,GIVENNAME=Jo | SN=Doe,GN=Jo",
                "2.5.4.97=VATDE-1,C=DE | organizationIdentifier=VATDE-1,C=DE",
                "BusinessCategory=Private,CN=x | businessCategory=Private,CN=x",
                "1.3.6.1.4.1.311.60.2.1.3=DE,CN=x | jurisdictionC=DE,CN=x",
                "CN=plain,OU=unit,O=org,C=FR | CN=plain,OU=unit,O=org,C=FR"
            })
    void writesKeywordsInsteadOfNumbers(String name, String text) throws IOException {
        X500Principal principal = new X500Principal(new X500Name(reversed(name)).getEncoded());

        assertThat(DistinguishedNames.of(principal)).isEqualTo(text);
        assertThat(DistinguishedNames.isSame(principal, text)).isTrue();
        assertThat(DistinguishedNames.isSame(principal, "CN=somebody else")).isFalse();
    }

    /** Bouncy Castle reads a name from the front, RFC 2253 from the back. */
    private static String reversed(String name) {
        String[] parts = name.split(",", -1);
        StringBuilder out = new StringBuilder();
        for (int i = parts.length - 1; i >= 0; i--) {
            out.append(out.length() == 0 ? "" : ",").append(parts[i].strip());
        }
        return out.toString();
    }
}
