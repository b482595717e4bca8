package dev.originpull.agent.web.pages;

import dev.originpull.agent.generate.Choice;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.catalog.Unprintable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the generator's page shows.
 *
 * @param complaints what is wrong, in the form's order; none where there is a configuration
 * @param link shows the same again
 */
public record GenerateView(
        List<Choosable> servers,
        List<Choosable> stages,
        List<Field> fields,
        boolean log,
        boolean full,
        List<Complaint> complaints,
        Optional<Made> made,
        String link) {

    /** One of several. {@code explanation} may be empty. */
    public record Choosable(String word, String title, String explanation, boolean chosen) {}

    /** A text to fill in, and what is wrong with it. */
    public record Field(
            String name, String label, String hint, String example, Exact value, Optional<String> complaint) {}

    /** What is wrong with the element {@code id} of the page; empty where it is about the form as a whole. */
    public record Complaint(String id, String label, String message) {}

    /**
     * A configuration.
     *
     * @param command prints the same
     * @param context where it belongs, as it goes after "in"
     * @param whole whether it is a site of its own
     */
    public record Made(Exact text, Exact command, String server, String context, String manual, boolean whole) {}

    static GenerateView made(GenerateForm form, List<Server> servers, Made made) {
        return of(form, servers, Map.of(), Optional.of(made));
    }

    /** With complaints by the name of the field; by the empty name one about the whole. */
    static GenerateView refused(GenerateForm form, List<Server> servers, Map<String, String> complaints) {
        return of(form, servers, complaints, Optional.empty());
    }

    private static GenerateView of(
            GenerateForm form, List<Server> servers, Map<String, String> complaints, Optional<Made> made) {
        List<Complaint> listed = new ArrayList<>();
        complain(listed, complaints, "", "");
        complain(listed, complaints, "server", "Server");
        complain(listed, complaints, "stage", "Stage");
        List<Field> fields = new ArrayList<>();
        for (Choice choice : Choice.values()) {
            Field field = field(choice, form.text(choice), Optional.ofNullable(complaints.get(choice.word())));
            complain(listed, complaints, field.name(), field.label());
            fields.add(field);
        }
        return new GenerateView(
                servers.stream()
                        .map(server -> new Choosable(
                                server.name(), server.title(), "", server.name().equals(form.server())))
                        .toList(),
                Arrays.stream(Stage.values())
                        .map(stage -> new Choosable(
                                stage.word(),
                                stage.word(),
                                stage.meaning(),
                                stage.word().equals(form.stage())))
                        .toList(),
                fields,
                form.log(),
                form.full(),
                listed,
                made,
                form.link());
    }

    private static void complain(List<Complaint> listed, Map<String, String> complaints, String name, String label) {
        Optional.ofNullable(complaints.get(name)).ifPresent(message -> listed.add(new Complaint(name, label, message)));
    }

    private static Field field(Choice choice, String text, Optional<String> complaint) {
        // What no configuration may hold is no use in the field either.
        Exact value = new Exact(Unprintable.in(text).isEmpty() ? text : ViewWrapper.shown(text));
        return switch (choice) {
            case CA_FILE ->
                new Field(
                        choice.word(),
                        "CA file",
                        "Where the CA that signed the leaf lies on the server's host (PEM). Not needed for off.",
                        "/etc/nginx/origin-pull-ca.pem",
                        value,
                        complaint);
            case HOSTNAME ->
                new Field(choice.word(), "Hostname", "Whom it is for.", "app.example.com", value, complaint);
            case SERVER_VERSION ->
                new Field(
                        choice.word(),
                        "Server version",
                        "Empty: what every version in use understands.",
                        "1.27.4",
                        value,
                        complaint);
            case DEPTH ->
                new Field(
                        choice.word(),
                        "Depth",
                        "1 where the CA signed the leaf itself, one more for each intermediate.",
                        "1",
                        value,
                        complaint);
            case CRL_FILE ->
                new Field(
                        choice.word(),
                        "Revocation list",
                        "Where the CA's list lies on the server's host (PEM).",
                        "/etc/nginx/origin-pull.crl",
                        value,
                        complaint);
        };
    }
}
