package dev.originpull.configgen.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.locate.Block;
import dev.originpull.configgen.locate.Listener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookTest {
    private static final Hook NGINX = new Hook("include /o/a[.]conf; # originpull");
    private static final Hook APACHE = new Hook("IncludeOptional /o/a.conf");

    private static List<Block> ending(String text, String closing) {
        return IntStream.range(0, text.length())
                .filter(i -> text.startsWith(closing, i))
                .mapToObj(i -> block(i, false))
                .toList();
    }

    private static Block block(int closing, boolean hooked) {
        List<Listener> listeners = List.of(new Listener(Listener.ANY_V4, 443));
        return new Block(Path.of("/c"), 1, closing, listeners, List.of(), Block.Match.EXACT, false, hooked);
    }

    private static Bytes latin1(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource({
        // The style of the lines above, the line end of the file.
        "'server {\n\tlisten 1;\n}\n', 'server {\n\tlisten 1;\n\t#H\n}\n'",
        "'server {\r\n  listen 1;\r\n}\r\n', 'server {\r\n  listen 1;\r\n  #H\r\n}\r\n'",
        "'  server {\n  }', '  server {\n      #H\n  }'",
        "'\tserver {\n\t}', '\tserver {\n\t\t#H\n\t}'",
        "'\u00e9{\n}# \u00e9', '\u00e9{\n    #H\n}# \u00e9'",
        // A line of several things is broken, and says so.
        "'server { listen 1; }\n', 'server { listen 1; \n    #H, in a line that was broken for it\n}\n'",
        "'a {}', 'a {\n    #H, in a line that was broken for it\n}'",
        "'a {} b {}\r\n', 'a {\r\n    #H, in a line that was broken for it\r\n} b {\r\n    #H, in a line that was broken for it\r\n}\r\n'",
    })
    void goesLastIntoTheBlock(String before, String after) {
        Bytes hooked = NGINX.into(latin1(before), ending(before, "}"));
        assertThat(hooked.text()).isEqualTo(after.replace("#H", NGINX.line()));
        assertThat(NGINX.outOf(hooked)).isEqualTo(latin1(before));
    }

    @ParameterizedTest
    @CsvSource({
        "'http {\n  a;\n}\n', 'http {\n    #H\n  a;\n}\n'",
        "'\thttp { # main\r\n}', '\thttp { # main\r\n\t    #H\r\n}'",
        "'http { a; }\n', 'http {\n    #H, in a line that was broken for it\n a; }\n'",
        "'http {a;}', 'http {\n    #H, in a line that was broken for it\na;}'",
        "'x;\r\nhttp\r\n{\r\n}\r\n', 'x;\r\nhttp\r\n{\r\n    #H\r\n}\r\n'",
    })
    void goesFirstIntoTheBlockAroundAllBlocks(String before, String after) {
        Bytes hooked = Splice.apply(latin1(before), List.of(NGINX.after(latin1(before), before.indexOf('{'))));
        assertThat(hooked.text()).isEqualTo(after.replace("#H", NGINX.line()));
        assertThat(NGINX.outOf(hooked)).isEqualTo(latin1(before));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "5", "6", "-1", "4000"})
    void refusesAPlaceWhereNoBlockBegins(int place) {
        assertThatThrownBy(() -> NGINX.after(latin1("a b{\n}\n"), place == 1 ? 2 : place))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void goesLastIntoAVirtualHostWhateverItsCase() {
        String before = "<virtualhost *:443>\r\n\tSSLEngine on\r\n</VIRTUALHOST>\r\n";
        Bytes hooked = APACHE.into(latin1(before), List.of(block(before.indexOf("</"), false)));
        assertThat(hooked.text())
                .isEqualTo(
                        "<virtualhost *:443>\r\n\tSSLEngine on\r\n\tIncludeOptional /o/a.conf\r\n</VIRTUALHOST>\r\n");
        assertThat(APACHE.outOf(hooked)).isEqualTo(latin1(before));
    }

    @Test
    void leavesHookedBlocksAlone() {
        Bytes file = latin1("a {\n}\n");
        assertThat(NGINX.into(file, List.of(block(4, true)))).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "5", "6", "-1", "4000"})
    void refusesAPlaceWhereNoBlockEnds(int place) {
        assertThatThrownBy(() -> NGINX.into(latin1("a {\n}\n"), List.of(block(place, false))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToBreakALineOfApaches() {
        assertThatThrownBy(() -> APACHE.into(latin1("x </VirtualHost>"), List.of(block(2, false))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isOneLine() {
        for (String line : List.of("", " ", " a", "a ", "a\nb", "a\rb")) {
            assertThatThrownBy(() -> new Hook(line)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property(tries = 5000)
    void comesOutAsItWentIn(@ForAll("files") String before) {
        Bytes file = latin1(before);
        Bytes hooked = NGINX.into(file, ending(before, "}"));
        assertThat(hooked.equals(file)).isEqualTo(before.indexOf('}') < 0);
        assertThat(NGINX.outOf(hooked)).isEqualTo(file);
    }

    /** Both lines at once, as with a log, and in either order out again. */
    @Property(tries = 5000)
    void bothComeOutAsTheyWentIn(@ForAll("files") String before, @ForAll boolean outerFirst) {
        Hook outer = new Hook("include /o/a[.]http; # originpull");
        Bytes file = latin1("http {" + before);
        List<Splice> splices = new ArrayList<>(NGINX.splices(file, ending(file.text(), "}")));
        splices.add(outer.after(file, "http ".length()));
        Bytes hooked = Splice.apply(file, splices);
        assertThat(outer.isIn(hooked)).isTrue();
        Bytes out = outerFirst ? NGINX.outOf(outer.outOf(hooked)) : outer.outOf(NGINX.outOf(hooked));
        assertThat(out).isEqualTo(file);
    }

    @Property(tries = 2000)
    void comesOutOfApacheAsItWentIn(@ForAll("files") String before) {
        String text = before.replace("\n}", "\n</VirtualHost>");
        List<Block> blocks = ending(text, "</VirtualHost>");
        assertThat(APACHE.outOf(APACHE.into(latin1(text), blocks))).isEqualTo(latin1(text));
    }

    @Provide
    Arbitrary<String> files() {
        List<String> pieces = Arrays.asList(
                "\n", "\r\n", "\r", " ", "\t", "}", "{", ";", "a", "\u00ff", "# c", "\f", "\u000b", "\n}", "\n\t}",
                "include");
        return Arbitraries.of(pieces).list().ofMaxSize(40).map(list -> String.join("", list));
    }
}
