package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.configgen.Checkout;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Site;
import dev.originpull.configgen.catalog.Stage;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is accepted is read back by the server as the one word that it was, among the directives that belong there. */
class InjectionTest {
    private final Catalog catalog;
    private final Generator generator;

    InjectionTest() throws Exception {
        catalog = Checkout.catalog();
        generator = new Generator(catalog);
    }

    @Property(tries = 500)
    void nginxReadsWhatWasGiven(@ForAll("texts") String ca, @ForAll("texts") String crl, @ForAll("texts") String place)
            throws Exception {
        readsWhatWasGiven("nginx", NginxReading::of, ca, crl, place);
    }

    @Property(tries = 500)
    void apacheReadsWhatWasGiven(@ForAll("texts") String ca, @ForAll("texts") String crl, @ForAll("texts") String place)
            throws Exception {
        readsWhatWasGiven("apache", ApacheReading::of, ca, crl, place);
    }

    @Property
    void aHostnameHoldsNothingThatAServerReadsAsMore(@ForAll("texts") String text) {
        try {
            assertThat(Hostname.parse(text).name()).matches("(\\*\\.)?[a-z0-9.-]{1,253}");
        } catch (InvalidValueException refused) {
            assertThat(refused.getMessage()).doesNotContain("\n");
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> meaningful = Arbitraries.of(
                "\"",
                "'",
                "\\",
                "\n",
                "\r",
                "\0",
                "\t",
                " ",
                ";",
                "{",
                "}",
                "#",
                "$",
                "${",
                "%",
                "<",
                ">",
                "|",
                "~",
                "*",
                "`",
                "ü",
                "；",
                "\u2028",
                "\\n",
                "\\\"",
                "\"; ssl_verify_client off; #",
                "\nSSLVerifyClient none\n",
                "a.",
                "/b");
        Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(4);
        return Arbitraries.oneOf(meaningful, anything).list().ofMaxSize(8).map(parts -> String.join("", parts));
    }

    private void readsWhatWasGiven(
            String name, Function<String, List<List<String>>> reading, String ca, String crl, String place)
            throws Exception {
        Server server = catalog.server(name);
        String text;
        try {
            text = render(server, "/ca" + ca, "/crl" + crl, "/place" + place);
        } catch (InvalidValueException | RenderException refused) {
            assertThat(refused.getMessage()).doesNotContain("\n");
            return;
        }
        String harmless = render(server, "/CA", "/CRL", "/PLACE");
        List<List<String>> expected = reading.apply(harmless).stream()
                .map(directive -> directive.stream()
                        .map(word -> word.replace("/CA", "/ca" + ca)
                                .replace("/CRL", "/crl" + crl)
                                .replace("/PLACE", "/place" + place))
                        .toList())
                .toList();
        assertThat(reading.apply(text)).isEqualTo(expected);
    }

    private String render(Server server, String ca, String crl, String place) throws Exception {
        Site site = server.site()
                .withLog(ServerPath.parse(place))
                .withCertificate(ServerPath.parse(place), ServerPath.parse(place));
        Request request = Requests.at(Stage.REQUIRED)
                .ca(ca)
                .crl(crl)
                .site(site)
                .log()
                .full()
                .command("originpull", ca, crl, place)
                .build();
        return generator.render(server, request);
    }
}
