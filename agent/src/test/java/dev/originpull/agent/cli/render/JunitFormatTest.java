package dev.originpull.agent.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.originpull.agent.report.Result;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitFormatTest {
    @Test
    void makesATestCaseOfEachOrigin() throws Exception {
        Document document = parsed(List.of(
                Reports.required(),
                Reports.optional(),
                Reports.requiredWithBypass(),
                Reports.unreachable(),
                Reports.unresolved()));

        Element suite = first(document, "testsuite");
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("2");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(5);
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(document.getElementsByTagName("error").getLength()).isEqualTo(2);
        Element failure = first(document, "failure");
        assertThat(failure.getAttribute("type")).isEqualTo("NOT_ENFORCED");
        assertThat(failure.getAttribute("message")).isEqualTo("A client without a certificate got 200 OK.");
        assertThat(failure.getTextContent()).contains("again      yes", "ssl_verify_client on;");
    }

    @Test
    void writesWhatCiServersRead() {
        assertThat(Rendered.by(new JunitFormat(), List.of(Reports.required()))).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites tests="1" failures="0" errors="0">
                          <testsuite name="originpull probe" tests="1" failures="0" errors="0" skipped="0">
                            <testcase classname="app.example.com" name="203.0.113.10:443" time="0.014"/>
                          </testsuite>
                        </testsuites>
                        """);
    }

    @Test
    void staysWellFormedWhateverAnOriginSays() throws Exception {
        assertThat(first(parsed(List.of(Reports.hostile())), "failure").getAttribute("message"))
                .contains("x<y>&\"'")
                .doesNotContain("\u001B", "\u202E");
    }

    private static Document parsed(List<Result> results) throws Exception {
        String xml = Rendered.by(new JunitFormat(), results);
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Element first(Document document, String name) {
        return (Element) document.getElementsByTagName(name).item(0);
    }
}
