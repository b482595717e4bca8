package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.report.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {
    @Test
    void showsVerdictTableAndFixes() {
        assertThat(text(100, Reports.required(), Reports.optional())).isEqualTo("""
                        203.0.113.10:443  app.example.com  REQUIRED  as expected

                          presented  asked  answer                              where               ms
                          leaf       yes    200 OK                              HTTP, TLS 1.3      8.1
                          nothing    yes    alert 116 certificate_required      after handshake    3.0
                          forged     yes    alert 48 unknown_ca                 after handshake    3.2

                        [2001:db8::10]:443  app.example.com  OPTIONAL  expected required

                          presented  asked  answer                              where                ms
                          leaf       yes    200 OK                              HTTP, TLS 1.3       9.5
                          nothing    yes    200 OK                              HTTP, TLS 1.3       4.0
                          forged     yes    reset                               after handshake  1234.5
                          again      yes    alert 48 unknown_ca                 after handshake     3.2

                          critical NOT_ENFORCED       A client without a certificate got 200 OK.
                                   fix                NGINX: `ssl_verify_client on;` in the server block that listens on
                                                      [2001:db8::10]:443 for app.example.com, or on that host: originpull
                                                      enforce app.example.com
                          warning  LEAF_EXPIRES_SOON  The leaf expires in 9 days.

                        2 origins: 1 as expected, 1 not
                        """);
    }

    @Test
    void keepsItsShapeInFortyColumns() {
        String text = text(40, Reports.required(), Reports.optional());

        assertThat(text).isEqualTo("""
                        203.0.113.10:443  app.example.com
                          REQUIRED  as expected

                          presented  asked  answer
                          leaf       yes    200 OK
                          nothing    yes    alert 116 certifica…
                          forged     yes    alert 48 unknown_ca

                        [2001:db8::10]:443  app.example.com
                          OPTIONAL  expected required

                          presented  asked  answer
                          leaf       yes    200 OK
                          nothing    yes    200 OK
                          forged     yes    reset
                          again      yes    alert 48 unknown_ca

                          critical NOT_ENFORCED
                            A client without a certificate got
                            200 OK.
                            fix: NGINX: `ssl_verify_client on;`
                            in the server block that listens on
                            [2001:db8::10]:443 for
                            app.example.com, or on that host:
                            originpull enforce app.example.com
                          warning  LEAF_EXPIRES_SOON
                            The leaf expires in 9 days.

                        2 origins: 1 as expected, 1 not
                        """);
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 44, 52, 60, 79, 80, 100, 120})
    void keepsWithinTheWidth(int columns) {
        assertThat(text(columns, Reports.optional(), Reports.unreachable()).lines())
                .filteredOn(line -> line.contains(" "))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
    }

    @Test
    void saysWhyItCouldNotTell() {
        assertThat(text(100, Reports.unreachable())).isEqualTo("""
                        203.0.113.10:443  app.example.com  UNREACHABLE

                          presented  asked  answer                              where               ms
                          leaf       -      connection refused                  connecting         0.3

                          No TLS conversation took place: connection refused.
                        """);
    }

    @Test
    void pointsAtFindingsThatFailAnOriginInTheExpectedMode() {
        assertThat(text(100, Reports.requiredWithBypass()))
                .startsWith("203.0.113.10:443  app.example.com  REQUIRED  as expected, but see below\n");
    }

    @Test
    void givesOriginsThatPassOneLineEachWhereThereAreMany() {
        List<Result> results = new ArrayList<>(Collections.nCopies(20, Reports.required()));
        results.add(0, Reports.requiredWithWarning());
        results.add(2, Reports.unreachable());

        assertThat(text(100, results.toArray(Result[]::new)))
                .startsWith("""
                        203.0.113.10:443  app.example.com  REQUIRED  as expected  LEAF_EXPIRES_SOON
                        203.0.113.10:443  app.example.com  REQUIRED  as expected
                        203.0.113.10:443  app.example.com  UNREACHABLE  connection refused
                        203.0.113.10:443  app.example.com  REQUIRED  as expected
                        """)
                .endsWith("as expected\n\n22 origins: 21 as expected, 1 undetermined\n");
    }

    @Test
    void countsNamesWithoutAddress() {
        assertThat(text(100, Reports.required(), Reports.unresolved()))
                .endsWith("\n\n2 origins: 1 as expected, 1 undetermined\n");
    }

    @Test
    void coloursOnlyTerminals() {
        Terminal terminal = new Terminal(true, true, 100, true);

        assertThat(Rendered.by(new TextFormat(terminal, 1), List.of(Reports.optional())))
                .contains(
                        "\u001B[1;31mOPTIONAL\u001B[0m",
                        "\u001B[1;31mcritical\u001B[0m",
                        "\u001B[33mwarning \u001B[0m");
        assertThat(text(100, Reports.optional())).doesNotContain("\u001B");
    }

    @Test
    void letsNoOriginMoveTheCursor() {
        String text = text(100, Reports.hostile());

        assertThat(text).doesNotContain("\u001B", "\u202E", "\0", "\r");
        assertThat(text.lines().filter(line -> !line.isEmpty() && !line.startsWith(" ")))
                .hasSize(1);
    }

    @Test
    void isTheSameInTurkish() {
        Locale before = Locale.getDefault();
        try {
            String text = text(100, Reports.optional());
            Locale.setDefault(new Locale("tr", "TR"));

            assertThat(text(100, Reports.optional())).isEqualTo(text);
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String text(int columns, Result... results) {
        return Rendered.by(
                new TextFormat(new Terminal(false, false, columns, false), results.length), List.of(results));
    }
}
