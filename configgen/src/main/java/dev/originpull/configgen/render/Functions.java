package dev.originpull.configgen.render;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Quoting;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Version;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a template can call. */
final class Functions {
    private Functions() {}

    /** A path as templates see it: it prints only through a quoting function, so that none can forget to quote. */
    record Unquoted(ServerPath path) implements TemplateModel {}

    /** A template asked for something that the request does not allow; the reason is for the user as it stands. */
    static final class Refusal extends TemplateModelException {
        private final String reason;

        Refusal(String reason) {
            super(reason);
            this.reason = reason;
        }

        String reason() {
            return reason;
        }
    }

    /** One function for each way of quoting. */
    static Map<String, TemplateMethodModelEx> quoting(Server server) {
        Map<String, TemplateMethodModelEx> functions = new LinkedHashMap<>();
        server.quotings()
                .forEach((name, quoting) -> functions.put(name, arguments -> {
                    if (arguments.size() != 1) {
                        throw new TemplateModelException("quote." + name + " takes one value");
                    }
                    return quote(server, quoting, arguments.get(0));
                }));
        return functions;
    }

    /** Whether the server has a feature of its description in {@code version}. */
    static TemplateMethodModelEx has(Server server, Version version) {
        return arguments -> {
            if (arguments.size() != 1 || !(arguments.get(0) instanceof TemplateScalarModel name)) {
                throw new TemplateModelException("has takes the name of a feature");
            }
            Version since = server.features().get(name.getAsString());
            if (since == null) {
                throw new TemplateModelException("server.yaml lists no feature '" + name.getAsString() + "'");
            }
            return !version.isBefore(since);
        };
    }

    private static String quote(Server server, Quoting quoting, Object value) throws TemplateModelException {
        try {
            if (value instanceof Unquoted unquoted) {
                return quoting.quote(unquoted.path().text());
            }
            if (value instanceof TemplateScalarModel text) {
                return quoting.quote(text.getAsString());
            }
        } catch (InvalidValueException e) {
            throw new Refusal(server.title() + ": " + e.getMessage());
        }
        throw new TemplateModelException("only paths and text can be quoted");
    }
}
