package dev.originpull.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a person, a file or a query writes is read or refused with one line, and never ends a command otherwise. */
class HostileTextTest {
    private static final List<String> ADDRESSES = List.of(
            "203.0.113.10:443", "[2001:db8::10]:8443", "::ffff:192.0.2.1", "origin.example.com:443", "fe80::1%1");
    private static final String GROUPS = """
            [{"targets": ["203.0.113.10:443", "[::1]:8443"], "labels": {"hostname": "app.example.com", "expect": "required"}}]
            """;
    private static final String LINES = """
            # address hostname [expect]
            203.0.113.10 app.example.com required
            [2001:db8::10]:8443 app.example.com
            """;
    private static Path file = Path.of("originpull.yaml");

    @BeforeContainer
    static void folder() throws IOException {
        file = Files.createTempDirectory("originpull-hostile").resolve("originpull.yaml");
    }

    @AfterContainer
    static void delete() throws IOException {
        Files.deleteIfExists(file);
        Files.delete(file.getParent());
    }

    /** Close to an address, or not at all. */
    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> near = Arbitraries.strings()
                .withChars("0123456789abcdefABCDEF:.[]%xX/@- \u0664\u0000")
                .ofMaxLength(30);
        Arbitrary<String> changed = changed(Arbitraries.of(ADDRESSES), 3);
        return Arbitraries.oneOf(near, changed, Arbitraries.strings().ofMaxLength(300));
    }

    @Property(tries = 5_000)
    void readsAddressesAsJavaDoesOrRefusesThem(@ForAll("addresses") String text) throws UnknownHostException {
        Optional<Address> read = read(() -> Address.parse(text));
        if (read.isPresent() && read.get() instanceof Address.Literal literal) {
            String host = text.startsWith("[")
                    ? text.substring(1, text.indexOf(']'))
                    : text.indexOf(':') == text.lastIndexOf(':') ? text.split(":", -1)[0] : text;
            assertThat(literal.ip()).isEqualTo(InetAddress.getByName(host));
            assertThat(literal.port()).isBetween(1, 65535);
            assertThat(Address.parse(literal.toString()))
                    .as("reads what it writes")
                    .isEqualTo(literal);
        }
    }

    @Property(tries = 2_000)
    void readsEveryIpv4Address(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
        InetAddress ip = InetAddress.getByAddress(bytes);
        assertThat(Address.parse(ip.getHostAddress())).isEqualTo(new Address.Literal(ip, 443));
    }

    @Property(tries = 5_000)
    void writesEveryIpv6AddressSoThatJavaReadsIt(@ForAll("sixes") byte[] bytes) throws UnknownHostException {
        Inet6Address ip = Inet6Address.getByAddress(null, bytes, -1);
        String text = AddressText.of(ip);
        assertThat(InetAddress.getByName(text).getAddress())
                .isEqualTo(InetAddress.getByAddress(bytes).getAddress());
        assertThat(text).doesNotContain(":::").isLowerCase();
        assertThat(AddressText.of(Inet6Address.getByAddress(null, bytes, 0))).isEqualTo(text);
    }

    /** Many zeros, as addresses have. */
    @Provide
    Arbitrary<byte[]> sixes() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just((byte) 0)), Tuple.of(1, Arbitraries.bytes()))
                .array(byte[].class)
                .ofSize(16);
    }

    @Property(tries = 2_000)
    void readsOrRefusesEverythingElseThatIsOneLine(@ForAll("addresses") String text) {
        read(() -> ListenAddress.parse(text));
        read(() -> AddressRange.parse(text));
        read(() -> Hostname.parse(text));
        read(() -> Durations.parse(text));
        read(() -> BcryptHash.check(text));
    }

    @Provide
    Arbitrary<String> lists() {
        return changed(Arbitraries.of(GROUPS, LINES, "- targets: [192.0.2.1]\n  labels: {hostname: a.example}\n"), 5);
    }

    @Property(tries = 2_000)
    void readsOrRefusesAnyListOfTargets(
            @ForAll("lists") String text, @ForAll("names") String name, @ForAll boolean latin) {
        byte[] bytes = text.getBytes(latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        try {
            TargetsFile.read(
                    name, new ByteArrayInputStream(bytes), new Target.Defaults(Optional.empty(), Optional.empty()));
        } catch (TargetsException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        } catch (IOException e) {
            throw new AssertionError("not for the content: " + text, e);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("targets", "targets.json", "targets.yaml", "targets.yml", "-");
    }

    @Provide
    Arbitrary<String> configurations() throws IOException {
        String example = Files.readString(
                Path.of(System.getProperty("originpull.checkout", ".")).resolve("src/docs/originpull.example.yaml"));
        return changed(Arbitraries.just(example), 6);
    }

    @Property(tries = 500)
    void readsOrRefusesAnyConfiguration(@ForAll("configurations") String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        try {
            AgentConfigFile.read(file);
        } catch (ConfigException refused) {
            assertThat(refused.complaints()).isNotEmpty().noneMatch(line -> line.contains("\n"));
        }
    }

    /** A text in which something was left out, put in, or written twice, some times over. */
    private static Arbitrary<String> changed(Arbitrary<String> texts, int most) {
        Arbitrary<String> insertion = Arbitraries.oneOf(
                Arbitraries.of(
                        ":",
                        "[",
                        "]",
                        "{",
                        "}",
                        "\"",
                        "'",
                        "%",
                        "&a ",
                        "*a",
                        "!!x ",
                        "? ",
                        "- ",
                        "#",
                        "\n",
                        "\t",
                        "\u0000",
                        "\uFEFF",
                        "\u202E",
                        "|",
                        ">",
                        "---",
                        "...",
                        "0",
                        "99999999999999999999",
                        "null",
                        "~",
                        "\ud800"),
                Arbitraries.strings().ofMaxLength(5));
        Arbitrary<Change> change = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        insertion)
                .as(Change::new);
        return Combinators.combine(texts, change.list().ofMinSize(1).ofMaxSize(most))
                .as((text, changes) -> changes.stream().reduce(text, (now, next) -> next.in(now), (a, b) -> b));
    }

    private record Change(double where, int leftOut, String putIn) {
        String in(String text) {
            int at = (int) (where * text.length());
            return text.substring(0, at) + putIn + text.substring(Math.min(text.length(), at + leftOut));
        }
    }

    private interface Reading<T> {
        T read();
    }

    /** What was read; empty where it was refused in one printable line. */
    private static <T> Optional<T> read(Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (IllegalArgumentException refused) {
            String message = String.valueOf(refused.getMessage());
            assertThat(message).isNotBlank();
            assertThat(message.codePoints().noneMatch(Character::isISOControl))
                    .as(message)
                    .isTrue();
            return Optional.empty();
        }
    }
}
