package dev.originpull.configgen.render;

import dev.originpull.configgen.catalog.Catalog;
import dev.originpull.configgen.catalog.Server;
import dev.originpull.configgen.catalog.Setting;
import dev.originpull.configgen.catalog.Unprintable;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes configurations from templates: {@code block.ftl} of a server's folder for the directives alone, {@code site.ftl}
 * for a whole site. The same request gives the same text, whatever the time and the locale. Safe for use by several threads.
 */
public final class Generator {
    /** NGINX reads no longer line, comments included (NGX_CONF_BUFFER, 4,096 with the end). */
    private static final int MAX_LINE_BYTES = 4000;

    private final List<Path> roots;
    private final Configuration freemarker;

    public Generator(Catalog catalog) throws RenderException {
        this.roots = catalog.roots();
        this.freemarker = configuration(roots);
    }

    /** The configuration, lines ended by {@code \n}. */
    public String render(Server server, Request request) throws RenderException {
        Setting stage = Fitness.check(server, request);
        for (String word : request.provenance().command()) {
            if (Unprintable.in(word).isPresent()) {
                throw new RenderException("the command's word '" + Unprintable.shown(word)
                        + "' holds a character that cannot stand in a configuration file");
            }
        }
        String template = server.name() + "/" + (request.full() ? "site.ftl" : "block.ftl");
        return checked(process(template, Model.of(server, request, stage)));
    }

    /**
     * One part of a configuration: what has the requests of a virtual host logged, or the format of that log.
     *
     * @param template its file in the server's folder, as {@code log.ftl}
     * @param format the log format's name: letters, digits, dots and dashes
     */
    public String part(Server server, Request request, String template, String format) throws RenderException {
        Map<String, Object> model = Model.of(server, request, Fitness.check(server, request));
        model.put("format", format);
        return checked(process(server.name() + "/" + template, model));
    }

    private static String checked(String text) throws RenderException {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.getBytes(StandardCharsets.UTF_8).length > MAX_LINE_BYTES) {
                throw new RenderException("line " + number + " of the configuration would be longer than "
                        + MAX_LINE_BYTES + " bytes, which not every server reads: use shorter paths");
            }
        }
        return text;
    }

    private String process(String template, Map<String, Object> model) throws RenderException {
        try {
            StringWriter text = new StringWriter();
            freemarker.getTemplate(template).process(model, text);
            return text.toString();
        } catch (TemplateNotFoundException e) {
            throw new RenderException(
                    "there is no template " + e.getTemplateName() + " in "
                            + String.join(
                                    " or ", roots.stream().map(Path::toString).toList()),
                    e);
        } catch (ParseException e) {
            throw failure(e.getTemplateName(), e.getLineNumber(), e.getColumnNumber(), e.getEditorMessage(), e);
        } catch (TemplateException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof Functions.Refusal refusal) {
                    throw new RenderException(refusal.reason(), e);
                }
            }
            throw failure(
                    e.getTemplateSourceName(),
                    e.getLineNumber(),
                    e.getColumnNumber(),
                    e.getMessageWithoutStackTop(),
                    e);
        } catch (IOException e) {
            throw new RenderException("the template " + template + " cannot be read (" + e + ")", e);
        }
    }

    private RenderException failure(
            @Nullable String template,
            @Nullable Integer line,
            @Nullable Integer column,
            String message,
            Exception cause) {
        return new RenderException(file(template) + ":" + line + ":" + column + ": " + oneLine(message), cause);
    }

    /** The template's file, where it is known: overrides make it worth saying which one was read. */
    private String file(@Nullable String template) {
        if (template == null) {
            return "a template";
        }
        return roots.stream()
                .map(root -> root.resolve(template))
                .filter(Files::exists)
                .map(Path::toString)
                .findFirst()
                .orElse(template);
    }

    /** Freemarker's message without the advice that follows it. */
    private static String oneLine(String message) {
        int advice = message.indexOf("\n----");
        String essence = advice < 0 ? message : message.substring(0, advice);
        return essence.strip().replaceAll("\\s+", " ");
    }

    private static Configuration configuration(List<Path> roots) throws RenderException {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_35);
        List<TemplateLoader> loaders = new ArrayList<>();
        for (Path root : roots) {
            try {
                loaders.add(new FileTemplateLoader(root.toFile()));
            } catch (IOException e) {
                throw new RenderException("the folder of templates " + root + " cannot be read (" + e + ")", e);
            }
        }
        configuration.setTemplateLoader(new MultiTemplateLoader(loaders.toArray(TemplateLoader[]::new)));
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setLocalizedLookup(false);
        configuration.setNumberFormat("c");
        configuration.setTagSyntax(Configuration.ANGLE_BRACKET_TAG_SYNTAX);
        // #{…} would be an interpolation too; some servers' own syntax has it.
        configuration.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return configuration;
    }
}
