package dev.originpull.agent.web.pages;

import dev.originpull.agent.web.Response;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;

/** Makes pages of views with Freemarker; all text is escaped for HTML. For use by many threads. */
final class Typesetter {
    private final Configuration freemarker = new Configuration(Configuration.VERSION_2_3_35);
    private final Map<String, String> site;

    /** With what stands on every page, by the name under which templates know it. */
    Typesetter(Map<String, String> site) {
        this.site = Map.copyOf(site);
        freemarker.setClassForTemplateLoading(Typesetter.class, "");
        // They lie on the class path and do not change.
        freemarker.setTemplateUpdateDelayMilliseconds(Long.MAX_VALUE);
        freemarker.setLocalizedLookup(false);
        freemarker.setDefaultEncoding(StandardCharsets.UTF_8.name());
        freemarker.setLocale(Locale.ROOT);
        freemarker.setTimeZone(TimeZone.getTimeZone("UTC"));
        freemarker.setNumberFormat("c");
        freemarker.setObjectWrapper(new ViewWrapper());
        freemarker.setOutputFormat(HTMLOutputFormat.INSTANCE);
        freemarker.setAutoEscapingPolicy(Configuration.FORCE_AUTO_ESCAPING_POLICY);
        freemarker.setAPIBuiltinEnabled(false);
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setWrapUncheckedExceptions(true);
    }

    /** The page that {@code template} makes of {@code view}. */
    Response page(int status, String template, Object view) {
        StringWriter page = new StringWriter(1 << 14);
        try {
            freemarker.getTemplate(template).process(Map.of("site", site, "view", view), page);
        } catch (TemplateException e) {
            throw new IllegalStateException("the page " + template + " does not fit what it is to show", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the page " + template + " cannot be read", e);
        }
        return Response.html(status, page.toString());
    }
}
