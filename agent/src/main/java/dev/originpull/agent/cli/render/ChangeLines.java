package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.install.Event;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.install.Progress;
import dev.originpull.configgen.install.Step;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A change for people, while it happens: a line for each step, and at the end what came of it. */
public final class ChangeLines implements Progress {
    private static final String INDENT = "  ";
    private static final String GAP = "  ";
    private static final int TITLES = 28;
    /** ECMA-48, 8.3.41: erases to the end of the line. */
    private static final String ERASE = "\u001B[K";

    private final PrintStream out;
    private final Terminal terminal;
    private final Marks marks;
    private final Ink ink;
    private String heading = "";

    public ChangeLines(PrintStream out, Terminal terminal, Marks marks) {
        this.out = out;
        this.terminal = terminal;
        this.marks = marks;
        this.ink = new Ink(terminal.colour());
    }

    /** What is about to be done; is shown with the first step, as what is not even attempted needs no heading. */
    public void begin(String words) {
        heading = words;
    }

    @Override
    public void report(Event event) {
        if (event.state() == Event.State.BEGUN) {
            begun(event);
            return;
        }
        showHeading();
        int colon = event.step() == Step.GATES ? event.text().indexOf(": ") : -1;
        String title = colon < 0 ? event.step().title() : "gate " + event.text().substring(0, colon);
        String text = Printable.whole(colon < 0 ? event.text() : event.text().substring(colon + 2));
        StringBuilder line = new StringBuilder(128);
        line.append(INDENT)
                .append(ink.step(marks.of(event.state()), event.state()))
                .append(' ');
        if (text.isEmpty()) {
            line.append(Printable.whole(title));
        } else {
            String head = Wrapped.length(title) > TITLES ? title : Wrapped.fit(title, TITLES);
            String beside = " ".repeat(INDENT.length() + 2 + TITLES + GAP.length());
            int width = Math.max(Terminal.MIN_COLUMNS, terminal.columns() - beside.length());
            line.append(Printable.whole(head))
                    .append(GAP)
                    .append(String.join("\n" + beside, Wrapped.lines(text, width)));
        }
        erase();
        out.print(line + "\n");
        out.flush();
    }

    /** What came of a rollback that was asked for. The subject of the line is not repeated. */
    public void tookBack(String hostname, Outcome outcome) {
        if (outcome instanceof Outcome.Undone undone) {
            String subject = hostname + ": ";
            String reason = undone.reason();
            last(List.of(subject + "rolled back: "
                    + (reason.startsWith(subject) ? reason.substring(subject.length()) : reason)));
        } else {
            end(hostname, outcome);
        }
    }

    /** What came of it. */
    public void end(String hostname, Outcome outcome) {
        last(sentences(hostname, outcome));
    }

    private void last(List<String> sentences) {
        showHeading();
        erase();
        for (String line : sentences) {
            out.print(String.join("\n", Wrapped.lines(Printable.whole(line), terminal.columns())) + "\n");
        }
        out.flush();
    }

    /** The outcome in words, the first of which is whom it is about. */
    public static List<String> sentences(String hostname, Outcome outcome) {
        if (outcome instanceof Outcome.Applied applied) {
            return List.of(hostname + ": applied and verified (change " + applied.change() + ")");
        } else if (outcome instanceof Outcome.Unchanged unchanged) {
            return List.of(hostname + ": nothing to do: " + unchanged.reason());
        } else if (outcome instanceof Outcome.Refused refused) {
            return List.of(hostname + ": refused, and nothing was changed: " + refused.reason());
        } else if (outcome instanceof Outcome.Undone undone) {
            return List.of(hostname + ": rolled back: " + undone.reason());
        } else if (outcome instanceof Outcome.Broken broken) {
            List<String> lines = new ArrayList<>();
            lines.add(hostname + ": ACT NOW: the rollback is incomplete: " + broken.reason());
            broken.open().forEach(open -> lines.add(INDENT + open));
            return lines;
        }
        throw new IllegalStateException("an outcome of a new kind: " + outcome);
    }

    /** Shown until the step has ended, where lines can be erased. */
    private void begun(Event event) {
        showHeading();
        if (terminal.colour()) {
            out.print(INDENT + marks.of(event.state()) + " " + event.step().title() + "\r");
            out.flush();
        }
    }

    private void showHeading() {
        if (!heading.isEmpty()) {
            out.print(ink.heading(Printable.whole(heading)) + "\n");
            out.flush();
            heading = "";
        }
    }

    private void erase() {
        if (terminal.colour()) {
            out.print(ERASE);
        }
    }
}
