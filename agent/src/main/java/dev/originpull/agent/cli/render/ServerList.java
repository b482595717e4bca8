package dev.originpull.agent.cli.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Stage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;

/** The web servers that configurations can be made for. */
public final class ServerList {
    private static final String GAP = "  ";

    private ServerList() {}

    /** A server a line, under a heading. */
    public static String text(List<Server> servers) {
        int name = width("server", servers.stream().map(Server::name).toList());
        int title = width("title", servers.stream().map(ServerList::title).toList());
        StringBuilder text = new StringBuilder(256);
        line(text, Wrapped.fit("server", name), Wrapped.fit("title", title), "stages");
        for (Server server : servers) {
            line(
                    text,
                    Wrapped.fit(server.name(), name),
                    Wrapped.fit(title(server), title),
                    stages(server).stream().map(Stage::word).collect(Collectors.joining(" ")));
        }
        return text.toString();
    }

    /** One document on one line with its end. */
    public static String json(List<Server> servers) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeArrayFieldStart("servers");
            for (Server server : servers) {
                json.writeStartObject();
                json.writeStringField("name", server.name());
                json.writeStringField("title", title(server));
                json.writeArrayFieldStart("stages");
                for (Stage stage : stages(server)) {
                    json.writeString(stage.word());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }

    private static void line(StringBuilder text, String name, String title, String stages) {
        text.append(name).append(GAP).append(title).append(GAP).append(stages).append('\n');
    }

    private static String title(Server server) {
        return Printable.of(server.title());
    }

    private static EnumSet<Stage> stages(Server server) {
        return EnumSet.copyOf(server.stages().keySet());
    }

    private static int width(String heading, List<String> words) {
        return Math.max(
                heading.length(), words.stream().mapToInt(Wrapped::length).max().orElse(0));
    }
}
