package dev.originpull.agent.web.pages;

import dev.originpull.agent.generate.Choice;
import dev.originpull.agent.web.Request;
import dev.originpull.configgen.catalog.Server;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The generator's form as somebody filled it in, unchecked. What a link leaves out has its default, so that a link may name a
 * server alone.
 *
 * @param typed no empty texts
 */
record GenerateForm(String server, String stage, Map<Choice, String> typed, boolean log, boolean full) {
    static final String PATH = "/generate";
    private static final String DEFAULT_SERVER = "nginx";
    private static final String DEFAULT_STAGE = "optional";
    private static final String CA_FILE = "origin-pull-ca.pem";
    private static final Set<String> NO = Set.of("off", "no", "false", "0");

    GenerateForm {
        typed = Map.copyOf(typed);
    }

    /** Reads the request's parameters; {@code servers} is not empty. */
    static GenerateForm of(Request request, List<Server> servers) {
        String server = request.parameter("server").map(String::strip).orElseGet(() -> usual(servers));
        Map<Choice, String> typed = new EnumMap<>(Choice.class);
        for (Choice choice : Choice.values()) {
            String text = request.parameter(choice.word())
                    .map(String::strip)
                    .orElseGet(() -> choice == Choice.CA_FILE ? caFile(server, servers) : "");
            if (!text.isEmpty()) {
                typed.put(choice, text);
            }
        }
        return new GenerateForm(
                server,
                request.parameter("stage").map(String::strip).orElse(DEFAULT_STAGE),
                typed,
                isOn(request, "log"),
                isOn(request, "full"));
    }

    String text(Choice choice) {
        return typed.getOrDefault(choice, "");
    }

    /** The path and query that show the form filled in like this, without its empty fields. */
    String link() {
        QueryString query = new QueryString().addAlways("server", server).addAlways("stage", stage);
        for (Choice choice : Choice.values()) {
            if (choice == Choice.CA_FILE) {
                // Left out, it would be the default.
                query.addAlways(choice.word(), text(choice));
            } else {
                query.add(choice.word(), text(choice));
            }
        }
        return query.add("log", log ? "on" : "").add("full", full ? "on" : "").after(PATH);
    }

    private static boolean isOn(Request request, String name) {
        return request.parameter(name).map(value -> !NO.contains(value)).orElse(false);
    }

    private static String usual(List<Server> servers) {
        return servers.stream()
                .map(Server::name)
                .filter(DEFAULT_SERVER::equals)
                .findFirst()
                .orElse(servers.get(0).name());
    }

    /** Beside the server's own configuration. */
    private static String caFile(String server, List<Server> servers) {
        return servers.stream()
                .filter(known -> known.name().equals(server))
                .findFirst()
                .map(known -> {
                    String config = known.config().text();
                    return config.substring(0, config.lastIndexOf('/') + 1) + CA_FILE;
                })
                .orElse("");
    }
}
