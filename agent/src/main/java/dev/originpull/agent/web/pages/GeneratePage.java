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
        Server server;
        try {
            server = catalog.server(form.server());
        } catch (CatalogException e) {
            return GenerateView.refused(form, servers, Map.of("server", String.valueOf(e.getMessage())));
        }
        try {
            Request wanted = new Choices(
                            server.name(),
                            Stage.parse(form.stage()),
                            form.typed(),
                            form.log(),
                            form.full(),
                            Optional.empty())
                    .request(version);
            return GenerateView.made(form, servers, made(server, wanted));
        } catch (InvalidValueException e) {
            return GenerateView.refused(form, servers, Map.of("stage", String.valueOf(e.getMessage())));
        } catch (ChoicesException e) {
            Map<String, String> complaints = new HashMap<>();
            e.complaints().forEach((choice, complaint) -> complaints.put(choice.word(), complaint));
            return GenerateView.refused(form, servers, complaints);
        } catch (RenderException e) {
            return GenerateView.refused(form, servers, Map.of("", String.valueOf(e.getMessage())));
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
