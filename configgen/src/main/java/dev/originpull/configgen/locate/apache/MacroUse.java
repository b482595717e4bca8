package dev.originpull.configgen.locate.apache;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A macro where it is used (mod_macro), as httpd names it in place of a file.
 *
 * @param macro its definition
 * @param values what stands for its parameters; empty where the use is not found
 */
record MacroUse(Directive macro, List<String> values) {
    private static final Pattern NAME = Pattern.compile(
            "macro '([^']*)' \\(defined on line (\\d{1,9}) of \"([^\"]*)\"\\) used on line (\\d{1,9}) of \"(.*)\"");

    /** The name and the parameters come first. */
    private static final int BEFORE_PARAMETERS = 2;

    MacroUse {
        values = List.copyOf(values);
    }

    /** @param name such as {@code macro 'v' (defined on line 9 of "/a.conf") used on line 15 of "/b.conf"} */
    static Optional<MacroUse> of(String name, Configuration configuration) {
        Matcher words = NAME.matcher(name);
        if (!words.matches()) {
            return Optional.empty();
        }
        List<String> values = configuration
                .section(words.group(5), "use", Integer.parseInt(words.group(4)))
                .filter(use -> use.argument().equalsIgnoreCase(words.group(1)))
                .map(MacroUse::parameters)
                .orElse(List.of());
        return configuration
                .section(words.group(3), "macro", Integer.parseInt(words.group(2)))
                .map(macro -> new MacroUse(macro, values));
    }

    /** @param line counted from the macro's first */
    Optional<Directive> virtualHost(int line) {
        return Configuration.withInside(macro)
                .filter(directive -> directive.is("virtualhost") && directive.lastLine() == macro.lastLine() + line)
                .findFirst();
    }

    /** With the values in the place of the parameters. */
    Directive filled(Directive directive) {
        List<String> names = parameters(macro);
        if (names.size() != values.size()) {
            return directive;
        }
        List<String> words =
                directive.words().stream().map(word -> filled(word, names)).toList();
        return new Directive(
                directive.file(),
                directive.start(),
                directive.line(),
                directive.lastLine(),
                filled(directive.text(), names),
                words,
                directive.body());
    }

    private String filled(String text, List<String> names) {
        String filled = text;
        for (int i = 0; i < names.size(); i++) {
            filled = names.get(i).isEmpty() ? filled : filled.replace(names.get(i), values.get(i));
        }
        return filled;
    }

    private static List<String> parameters(Directive directive) {
        return directive.words().stream().skip(BEFORE_PARAMETERS).toList();
    }

    /** The macro of a name that is defined last, whatever the case. */
    static Optional<Directive> definition(String name, Configuration configuration) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return configuration
                .everything()
                .filter(directive -> directive.is("macro")
                        && directive.argument().toLowerCase(Locale.ROOT).equals(wanted))
                .reduce((before, after) -> after);
    }
}
