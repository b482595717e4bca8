package dev.originpull.agent.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratePageTest {
    private final Browser browser = new Browser(ListedFleet.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/generate",
                "/generate?server=apache",
                "/generate?server=nginx&stage=off&ca-file=",
                "/generate?server=nginx&stage=off",
                "/generate?server=nginx&stage=observe&ca-file=%2Fx.pem&hostname=&server-version=&depth=&crl-file=",
                "/generate?stage=required&hostname=B%C3%BCcher.Example.&log=on&full=on",
                "/generate?stage=required&ca-file=%2Fa+b%2Fit%27s+%22ca%22%3B%241.pem",
                "/generate?stage=required&ca-file=%2Fz%E2%80%8Dw%2F%F0%9F%94%91.pem&depth=03&crl-file=%2Fcrl",
                "/generate?server=apache&stage=optional&server-version=2.4.62&depth=2&crl-file=%2Fy%3Cz%3E%26&log=on",
                "/generate?hostname=*.example.com&full=yes&log=off"
            })
    void showsWhatTheCommandThatItGivesPrints(String link) throws IOException {
        String page = get(link, 200);
        String command = block(page, "command");

        assertThat(command).startsWith("originpull generate ");
        assertThat(printedBy(command)).isEqualTo(block(page, "configuration"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/generate",
                "/generate?server=nginx&stage=off&ca-file=",
                "/generate?stage=required&hostname=b%C3%BCcher.example&log=on&full=on",
                "/generate?stage=required&ca-file=%2Fa+b%2Fit%27s%26%2B%22ca%22%25.pem&depth=3&crl-file=%2Fz%E2%80%8Dw"
            })
    void linksToThePageAsItIs(String link) {
        String page = get(link, 200);
        Matcher permalink = Pattern.compile("<a href=\"([^\"]*)\">Link to this configuration")
                .matcher(page);
        assertThat(permalink.find()).isTrue();

        assertThat(get(unescaped(permalink.group(1)), 200)).isEqualTo(page);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    server=ngnix                        | server         | did you mean nginx?
                    server=..%2Fnginx                   | server         | unknown server
                    server=%2Fetc%2Fpasswd              | server         | unknown server
                    server=                             | server         | unknown server
                    stage=requird                       | stage          | did you mean required?
                    ca-file=                            | ca-file        | stage optional needs it
                    ca-file=x.pem                       | ca-file        | is not absolute
                    ca-file=%2Fa%0Ab                    | ca-file        | no such character can stand
                    ca-file=%2Fa%E2%80%AEb              | ca-file        | no such character can stand
                    hostname=a%3Bb                      | hostname       | is no hostname
                    server-version=latest               | server-version | is no server version
                    depth=0                             | depth          | the depth is a number from 1
                    depth=99999999999999                | depth          | the depth is a number from 1
                    crl-file=y                          | crl-file       | is not absolute
                    """)
    void complainsBesideTheField(String query, String field, String complaint) {
        String page = get("/generate?" + query, 400);
        Matcher beside = Pattern.compile("id=\"" + field + "-complaint\">.*?</svg> (.*?)</p>", Pattern.DOTALL)
                .matcher(page);

        assertThat(beside.find()).isTrue();
        assertThat(unescaped(beside.group(1))).contains(complaint);
        assertThat(page).contains("<a href=\"#" + field + "\">").doesNotContain("id=\"configuration\"");
    }

    @Test
    void complainsOfEverythingAtOnceAndKeepsWhatWasTyped() {
        String page = get("/generate?server=apache&stage=required&ca-file=x.pem&hostname=a%22b&depth=7&log=on", 400);

        assertThat(page).contains("ca-file-complaint", "hostname-complaint").doesNotContain("depth-complaint");
        assertThat(page)
                .contains("value=\"x.pem\"", "value=\"a&quot;b\"", "value=\"7\"", "name=\"log\" value=\"on\" checked")
                .contains("<option value=\"apache\" selected>", "value=\"required\" checked");
    }

    @Test
    void complainsOfTextsWhereServerAndStageAreUnknown() {
        assertThat(get("/generate?server=ngnix&stage=x&depth=0&ca-file=", 400))
                .contains("server-complaint", "stage-complaint", "depth-complaint")
                .doesNotContain("ca-file-complaint");
    }

    @Test
    void saysWhatAServerCannotDo() {
        assertThat(get("/generate?stage=observe&server-version=1.2", 400))
                .contains("NGINX 1.2.0 is too old for stage observe");
    }

    @Test
    void putsTheCaBesideTheServersOwnFiles() {
        assertThat(block(get("/generate?server=apache", 200), "command")).contains(" --ca-file /etc/apache2/");
        assertThat(block(get("/generate", 200), "command"))
                .contains("generate nginx --stage optional --ca-file /etc/nginx/");
    }

    private String get(String link, int status) {
        Browser.Page page = browser.get(link);
        assertThat(page.status()).as(page.text()).isEqualTo(status);
        return page.text();
    }

    private static String block(String page, String id) {
        Matcher block = Pattern.compile("<pre id=\"" + id + "\"[^>]*><code>(.*?)</code></pre>", Pattern.DOTALL)
                .matcher(page);
        assertThat(block.find()).as(id).isTrue();
        return unescaped(block.group(1));
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    /** What the program prints. */
    private static String printedBy(String command) throws IOException {
        Process shell = new ProcessBuilder("/bin/sh", "-c", "printf '%s\\0' " + command).start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> split = List.of(words.split("\0"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                split.subList(1, split.size()).toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
