package dev.originpull.agent.cli.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.agent.config.Durations;
import dev.originpull.agent.config.OriginEntry;
import dev.originpull.agent.config.Printable;
import dev.originpull.agent.config.ProbeSettings;
import dev.originpull.agent.config.WebSettings;
import dev.originpull.agent.monitor.Presentation;
import dev.originpull.agent.monitor.Settings;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a configuration amounts to. */
public final class SettingsSummary {
    private final Path file;
    private final Settings settings;
    private final List<String> warnings;

    /** @param warnings what should be fixed, a line each */
    public SettingsSummary(Path file, Settings settings, List<String> warnings) {
        this.file = file;
        this.settings = settings;
        this.warnings = List.copyOf(warnings);
    }

    /** A few lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder(512);
        text.append(Printable.whole(file.toString())).append(" can be used\n\n");
        line(text, "origins", origins());
        List<String> identities = identities();
        for (int i = 0; i < identities.size(); i++) {
            line(text, i == 0 ? "identities" : "", identities.get(i));
        }
        ProbeSettings probe = settings.config().probe();
        line(
                text,
                "probes",
                "every " + Durations.text(probe.interval()) + ", " + Durations.text(probe.timeout()) + " each at most, "
                        + probe.concurrency() + " at a time");
        line(text, "listens on", listen(settings.config().web()));
        settings.config()
                .server()
                .ifPresent(server -> line(
                        text,
                        "changes",
                        Printable.of(server.kind()) + ", "
                                + Printable.whole(server.config().toString())));
        return text.toString();
    }

    /** One document on one line with its end. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("file", file.toString());
            json.writeNumberField("origins", settings.config().origins().size());
            json.writeNumberField("addresses", addresses());
            json.writeArrayFieldStart("identities");
            for (Map.Entry<String, Presentation> identity :
                    settings.identities().entrySet()) {
                Optional<X509Certificate> leaf = identity.getValue().leaf();
                if (leaf.isPresent()) {
                    json.writeStartObject();
                    json.writeStringField("name", identity.getKey());
                    json.writeStringField("subject", subject(leaf.get()));
                    json.writeStringField(
                            "notAfter", leaf.get().getNotAfter().toInstant().toString());
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
            json.writeStringField("listen", endpoint(settings.config().web().listen()));
            json.writeBooleanField("tls", settings.config().web().tls().isPresent());
            json.writeArrayFieldStart("warnings");
            for (String warning : warnings) {
                json.writeString(warning);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append("  ").append(Wrapped.fit(what, 12)).append(value).append('\n');
    }

    private String origins() {
        List<OriginEntry> origins = settings.config().origins();
        if (origins.isEmpty()) {
            return "none";
        }
        Map<String, Long> stages = origins.stream()
                .map(origin -> origin.expected().map(Stage::word).orElse("without an expectation"))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        return origins.size() + ", at " + addresses() + (addresses() == 1 ? " address: " : " addresses: ")
                + stages.entrySet().stream()
                        .map(stage -> stage.getValue() + " " + stage.getKey())
                        .collect(Collectors.joining(", "));
    }

    private List<String> identities() {
        List<String> lines = new ArrayList<>();
        settings.identities()
                .forEach((name, presentation) -> presentation
                        .leaf()
                        .ifPresent(leaf -> lines.add(name + ", " + subject(leaf) + ", expires "
                                + leaf.getNotAfter().toInstant().toString().substring(0, 10))));
        return lines.isEmpty() ? List.of("none: probes present nothing, and a forged certificate") : lines;
    }

    private static String listen(WebSettings web) {
        return endpoint(web.listen())
                + (web.tls().isPresent() ? ", TLS" : ", plain HTTP")
                + web.tls().map(tls -> " (" + tls.clientAuthType() + ")").orElse("")
                + (web.basicAuth().isEmpty()
                        ? ", no passwords"
                        : ", users "
                                + Printable.of(String.join(", ", web.basicAuth().keySet())));
    }

    private int addresses() {
        return settings.config().origins().stream()
                .mapToInt(origin -> origin.addresses().size())
                .sum();
    }

    private static String subject(X509Certificate leaf) {
        return Printable.of(DistinguishedNames.of(leaf.getSubjectX500Principal()));
    }

    private static String endpoint(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
