package dev.originpull.agent.cli.render;

import java.io.PrintStream;
import java.util.Map;

/** Text that is read from top to bottom, within the terminal's width. */
public final class Prose {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    /** Where less than this is left beside the terms, what is said of them goes below them. */
    private static final int READABLE = 30;

    private final PrintStream out;
    private final int columns;
    private final Ink ink;
    private boolean first = true;

    public Prose(PrintStream out, Terminal terminal) {
        this.out = out;
        this.columns = terminal.columns();
        this.ink = new Ink(terminal.colour());
    }

    /** A heading with an empty line before it. */
    public void heading(String words) {
        gap();
        out.print(ink.heading(words) + "\n");
    }

    /** A paragraph. */
    public void paragraph(String words) {
        lines("", words);
    }

    /** Indented lines that are not broken: something to copy. */
    public void literal(String text) {
        text.lines().forEach(line -> out.print(INDENT + line + "\n"));
    }

    /** Terms, in the map's order, and what is said of each of them. */
    public void terms(Map<String, String> terms) {
        int width = terms.keySet().stream().mapToInt(Wrapped::length).max().orElse(0);
        String beside = " ".repeat(INDENT.length() + width + GAP.length());
        terms.forEach((term, words) -> {
            if (columns - beside.length() >= READABLE) {
                String text = String.join("\n" + beside, Wrapped.lines(words, columns - beside.length()));
                out.print(INDENT + Wrapped.fit(term, width) + GAP + text + "\n");
            } else {
                out.print(INDENT + term + "\n");
                lines(INDENT + INDENT, words);
            }
        });
    }

    /** An empty line, unless nothing was written yet. */
    public void gap() {
        if (!first) {
            out.print("\n");
        }
        first = false;
    }

    private void lines(String indent, String words) {
        first = false;
        Wrapped.lines(words, columns - indent.length()).forEach(line -> out.print(indent + line + "\n"));
    }
}
