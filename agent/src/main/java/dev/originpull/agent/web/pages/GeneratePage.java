package dev.originpull.agent.web.pages;

import dev.originpull.agent.generate.Choices;
import dev.originpull.agent.generate.ChoicesException;
import dev.originpull.agent.web.Endpoint;
import dev.originpull.agent.web.Response;
import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.CatalogException;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.render.Generator;
import dev.originpull.configgen.render.RenderException;
import dev.originpull.configgen.render.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code /generate}: a form, and the configuration that {@code originpull generate} prints for the same. Nothing in a request names
 * a file that is read here: paths are those of the server's host, and a server is one that the catalogue has.
 */
record GeneratePage(Catalog catalog, Generator generator, String version, Typesetter typesetter) implements Endpoint {

    @Override
    public CompletionStage<Response> answer(dev.originpull.agent.web.Request request) {
        return CompletableFuture.completedFuture(page(request));
    }

    private Response page(dev.originpull.agent.web.Request request) {
        try {
            List<Server> servers = catalog.servers();
            GenerateView view = view(GenerateForm.of(request, servers), servers);
            return typesetter.page(view.made().isPresent() ? 200 : 400, "generate.ftlh", view);
        } catch (CatalogException e) {
            return typesetter.page(
                    500,
                    "missing.ftlh",
                    new MissingView("The templates cannot be read", String.valueOf(e.getMessage())));
        }
    }

    private GenerateView view(GenerateForm form, List<Server> servers) {
        Map<String, String> complaints = new HashMap<>();
        Optional<Server> server = server(form, complaints);
        Optional<Stage> stage = stage(form, complaints);
        try {
            // Without a stage, the texts can be looked at all the same; off demands the least.
            Request wanted = new Choices(
                            form.server(),
                            stage.orElse(Stage.OFF),
                            form.typed(),
                            form.log(),
                            form.full(),
                            Optional.empty())
                    .request(version);
            if (server.isPresent() && stage.isPresent()) {
                return GenerateView.made(form, servers, made(server.get(), wanted));
            }
        } catch (ChoicesException e) {
            e.complaints().forEach((choice, complaint) -> complaints.put(choice.word(), complaint));
        } catch (RenderException e) {
            complaints.put("", String.valueOf(e.getMessage()));
        }
        return GenerateView.refused(form, servers, complaints);
    }

    private Optional<Server> server(GenerateForm form, Map<String, String> complaints) {
        try {
            return Optional.of(catalog.server(form.server()));
        } catch (CatalogException e) {
            complaints.put("server", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<Stage> stage(GenerateForm form, Map<String, String> complaints) {
        try {
            return Optional.of(Stage.parse(form.stage()));
        } catch (InvalidValueException e) {
            complaints.put("stage", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private GenerateView.Made made(Server server, Request wanted) throws RenderException {
        return new GenerateView.Made(
                new Exact(generator.render(server, wanted)),
                new Exact(wanted.provenance().commandLine()),
                server.title(),
                server.context(),
                server.manual(),
                wanted.full());
    }
}
