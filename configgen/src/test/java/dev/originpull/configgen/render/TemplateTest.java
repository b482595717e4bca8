package dev.originpull.configgen.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.originpull.configgen.Checkout;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates of somebody else's: in a folder that goes before the built-in one. */
class TemplateTest {
    /** What HAProxy's would be like: a server without the stage observe, without a depth, with other quotes. */
    private static final String SERVER = """
            title: Testproxy
            recognised-by: ^testproxy
            manual: https://example.com/manual
            context: the bind line
            assumed-version: 2.6.0
            config: /etc/testproxy.cfg
            commands: {test: [testproxy, -c], reload: [systemctl, reload, testproxy]}
            site: {certificate: /c.pem, private-key: /k.pem, log: /l, root: /r, port: 443}
            stages:
              off: {directive: verify none}
              required: {directive: verify required}
            features: {names-apart: 2.2.0}
            quoting:
              word: {style: single}
            """;

    @TempDir
    private Path folder;

    @Test
    void replacesASingleTemplateAndKeepsTheOthers() throws Exception {
        write("nginx/block.ftl", "ours\n<#include \"verify.ftl\">");
        assertThat(render("nginx", Stage.OFF)).isEqualTo("ours\nssl_verify_client off;\n");
    }

    @Test
    void replacesATemplateThatABuiltInOneIncludes() throws Exception {
        write("nginx/verify.ftl", "ours\n");
        assertThat(render("nginx", Stage.OFF))
                .startsWith("# originpull 1.2.3: NGINX")
                .endsWith(":\nours\n");
    }

    @Test
    void addsAServerWithoutJava() throws Exception {
        write("testproxy/server.yaml", SERVER);
        write("testproxy/block.ftl", "bind :443 <#if caFile??>ca-file ${quote.word(caFile)} </#if>${directive}\n");
        Request request = Requests.at(Stage.REQUIRED).ca("/it's").build();
        assertThat(generator().render(catalog().server("testproxy"), request))
                .isEqualTo("bind :443 ca-file '/it'\\''s' verify required\n");
    }

    @Test
    void saysWhatAServerCannotDo() throws Exception {
        write("testproxy/server.yaml", SERVER);
        assertThatThrownBy(() -> render("testproxy", Stage.OBSERVE))
                .hasMessage("Testproxy has no stage observe: it has off, required");
        Request deep = Requests.at(Stage.REQUIRED).depth(2).build();
        assertThatThrownBy(() -> generator().render(catalog().server("testproxy"), deep))
                .hasMessage("Testproxy cannot limit the length of the chain: leave --depth out");
        Request listed = Requests.at(Stage.REQUIRED).crl("/crl.pem").build();
        assertThatThrownBy(() -> generator().render(catalog().server("testproxy"), listed))
                .hasMessage("Testproxy cannot check a revocation list: leave --crl-file out");
    }

    @Test
    void namesATemplateThatIsNotThere() throws Exception {
        write("testproxy/server.yaml", SERVER);
        assertThatThrownBy(() -> render("testproxy", Stage.REQUIRED))
                .isInstanceOf(RenderException.class)
                .hasMessage("there is no template testproxy/block.ftl in " + folder + " or " + Checkout.templates());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "<#if log>                    | 1:9: Unexpected end of file reached. You have an unclosed #if.",
                "`# one\\n  ${nothing}`       | 2:5: The following has evaluated to null or missing: ==> nothing",
                "<#frobnicate>                | 1:2: Unknown directive: #frobnicate",
                "<#include \"nothere.ftl\">   | 1:1: Template inclusion failed (for parameter value \"nothere.ftl\"): ",
                "${caFile}                    | 1:3: For \"${...}\" content: Expected a string or something automatically convertible to string",
                "${quote.path(depth)}         | 1:1: only paths and text can be quoted",
                "${quote.path()}              | 1:1: quote.path takes one value",
                "${quote.nothere(caFile)}     | 1:3: ",
                "${has('nothere')?c}          | 1:1: server.yaml lists no feature 'nothere'",
                "${'freemarker.template.utility.Execute'?new()} | 1:1: Instantiating freemarker.template.utility.Execute is not allowed",
                "${1 / 0}                     | 1:1: Arithmetic operation failed",
                "${'x'?number}                | 1:1: Can't convert this string to number",
            })
    void saysInWhichTemplateLineAndColumnWhatIsWrong(String template, String message) throws Exception {
        write("nginx/block.ftl", template.replace("\\n", "\n"));
        PrintStream before = System.err;
        ByteArrayOutputStream noise = new ByteArrayOutputStream();
        System.setErr(new PrintStream(noise, true, StandardCharsets.UTF_8));
        try {
            assertThatThrownBy(() -> render("nginx", Stage.REQUIRED))
                    .isInstanceOf(RenderException.class)
                    .hasMessageStartingWith(folder + "/nginx/block.ftl:" + message)
                    .hasMessageNotContaining("\n");
        } finally {
            System.setErr(before);
        }
        assertThat(noise.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private String render(String server, Stage stage) throws Exception {
        return generator().render(catalog().server(server), Requests.at(stage).build());
    }

    private Generator generator() throws Exception {
        return new Generator(catalog());
    }

    private Catalog catalog() throws Exception {
        return Catalog.load(Checkout.templates(), Optional.of(folder));
    }

    private void write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve(".."));
        Files.writeString(file, text);
    }
}
