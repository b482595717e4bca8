package dev.originpull.agent.web.pages;

import dev.originpull.agent.config.Printable;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How templates see values: an empty {@link Optional} is missing, and no text moves a cursor or reverses a line, wherever it
 * comes from. Escaping for HTML is the templates' output format; it would leave a right-to-left override as it is.
 */
final class ViewWrapper extends DefaultObjectWrapper {
    ViewWrapper() {
        super(Configuration.VERSION_2_3_35);
    }

    @Override
    public @Nullable TemplateModel wrap(@Nullable Object value) throws TemplateModelException {
        if (value instanceof Optional<?> optional) {
            return wrap(optional.orElse(null));
        }
        if (value instanceof String text) {
            return new SimpleScalar(shown(text));
        }
        if (value instanceof Exact exact) {
            return new SimpleScalar(exact.text());
        }
        return super.wrap(value);
    }

    /** Line by line: fixes have several. */
    static String shown(String text) {
        return text.indexOf('\n') < 0
                ? Printable.whole(text)
                : text.lines().map(Printable::whole).collect(Collectors.joining("\n"));
    }
}
