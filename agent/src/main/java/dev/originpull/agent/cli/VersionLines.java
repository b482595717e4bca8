package dev.originpull.agent.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our version, Java's, and that of the TLS library. */
public final class VersionLines implements IVersionProvider {
    private static final String OURS = "/dev/originpull/agent/cli/version.properties";
    private static final String BORINGSSL = "/META-INF/maven/io.netty/netty-tcnative-boringssl-static/pom.properties";

    /** Such as {@code 0.1.0}. */
    public static String version() {
        return read(OURS);
    }

    /** That of Netty's BoringSSL. */
    static String boringSsl() {
        return "netty-tcnative " + read(BORINGSSL);
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "originpull " + version(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")",
            "BoringSSL by " + boringSsl()
        };
    }

    /** The same for programs, on one line with its end. */
    static String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("originpull", version());
            json.writeStringField("java", System.getProperty("java.version"));
            json.writeStringField("boringssl", boringSsl());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }

    private static String read(String resource) {
        Properties properties = new Properties();
        try (@Nullable InputStream in = VersionLines.class.getResourceAsStream(resource)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
        return properties.getProperty("version", "unknown");
    }
}
