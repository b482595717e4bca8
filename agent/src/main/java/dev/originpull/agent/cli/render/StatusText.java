package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.rollout.HostStatus;
import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.install.Status;
import java.util.List;
import java.util.stream.Collectors;

/** How hostnames stand, for people. */
public final class StatusText {
    private static final String INDENT = "  ";
    private static final int TERMS = 10;
    private static final String UNDETERMINED = "undetermined";

    private final Terminal terminal;
    private final Ink ink;

    public StatusText(Terminal terminal) {
        this.terminal = terminal;
        this.ink = new Ink(terminal.colour());
    }

    /** Several lines, each with its end. */
    public String of(HostStatus status) {
        StringBuilder text = new StringBuilder(512);
        String stage = status.files().stage().map(Stage::word).orElse("not set by originpull");
        String verdict = verdict(status);
        // What cannot be read may well be set.
        boolean unread = status.files().stage().isEmpty() && status.trouble().isPresent();
        text.append(Printable.whole(String.join(", ", status.names())))
                .append(INDENT)
                .append(ink.status(unread ? UNDETERMINED : stage, status.verdict()))
                .append(verdict.isEmpty() || unread && verdict.equals(UNDETERMINED) ? "" : INDENT + verdict)
                .append('\n');
        if (!status.addresses().isEmpty()) {
            line(
                    text,
                    "probed",
                    status.addresses().entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + " " + entry.getValue().mode())
                            .collect(Collectors.joining(", ")));
        }
        status.alongside()
                .forEach((where, answer) -> line(
                        text,
                        "probed",
                        where + " " + answer.mode()
                                + (status.files().stage().filter(answer::shows).isPresent()
                                        ? ""
                                        : ": " + answer.reason())));
        line(text, "hook", hook(status));
        status.files().last().ifPresent(entry -> line(text, "last", entry(entry)));
        status.files()
                .pending()
                .ifPresent(entry -> line(
                        text,
                        "pending",
                        entry(entry) + "; the next change rolls it back first, or run: originpull rollback"));
        for (String drift : status.files().drift()) {
            line(text, "drift", drift);
        }
        status.trouble().ifPresent(trouble -> line(text, "trouble", trouble));
        status.addresses().forEach((address, answer) -> {
            boolean other = status.files().stage().filter(answer::shows).isEmpty();
            if (other) {
                line(text, address.toString(), answer.reason());
            }
        });
        return text.toString();
    }

    private static String verdict(HostStatus status) {
        ExitStatus verdict = status.verdict();
        return switch (verdict) {
            case AS_EXPECTED -> status.files().stage().isPresent() ? "as written" : "";
            case NOT_AS_EXPECTED -> "not as written";
            case COULD_NOT_TELL, BUG -> UNDETERMINED;
        };
    }

    private static String hook(HostStatus status) {
        return switch (status.hook()) {
            case PRESENT -> "present";
            case ABSENT -> "absent";
            case PARTIAL -> "missing in a part of the configuration that answers for the hostname";
            case NOT_SERVED -> "this server does not answer for the hostname";
            case UNKNOWN -> UNDETERMINED;
        };
    }

    private static String entry(Status.Entry entry) {
        List<String> forced = entry.forced();
        return entry.at() + " " + entry.who() + ": " + entry.from() + " -> " + entry.to() + " (change "
                + entry.change() + ", " + entry.result()
                + (forced.isEmpty() ? "" : ", forced " + String.join(" ", forced)) + ")";
    }

    private void line(StringBuilder text, String term, String words) {
        String head = Wrapped.length(term) > TERMS ? term : Wrapped.fit(term, TERMS);
        String beside = " ".repeat(2 * INDENT.length() + TERMS);
        int width = Math.max(Terminal.MIN_COLUMNS, terminal.columns() - beside.length());
        text.append(INDENT)
                .append(head)
                .append(INDENT)
                .append(String.join("\n" + beside, Wrapped.lines(Printable.whole(words), width)))
                .append('\n');
    }
}
