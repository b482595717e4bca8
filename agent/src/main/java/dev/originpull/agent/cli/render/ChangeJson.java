package dev.originpull.agent.cli.render;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.originpull.configgen.install.Edit;
import dev.originpull.configgen.install.Event;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.install.Progress;
import dev.originpull.configgen.install.Step;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A change as a JSON document: gathers the steps while they happen. src/docs/apply-output.schema.json describes it. */
public final class ChangeJson implements Progress {
    private final List<Event> events = new ArrayList<>();

    @Override
    public void report(Event event) {
        if (event.state() != Event.State.BEGUN) {
            events.add(event);
        }
    }

    /**
     * The document on one line with its end.
     *
     * @param names the hostnames whose change it is, the one that was named first; empty for a rollback of whatever was last
     * @param from the stage before; empty where there was no file of ours, or it is not known
     * @param to the stage that was wanted; empty for a rollback
     */
    public String of(List<String> names, Optional<String> from, Optional<String> to, Outcome outcome) {
        return document(names, from, to, Result.of(outcome), false, List.of());
    }

    /** As {@link #of}, of a change that was only looked at. */
    public String preview(
            List<String> names, Optional<String> from, String to, Optional<String> refusal, List<Edit> edits) {
        Result result = refusal.map(reason -> new Result("refused", Optional.empty(), reason, List.of()))
                .orElseGet(() -> new Result("planned", Optional.empty(), "", List.of()));
        return document(names, from, Optional.of(to), result, true, edits);
    }

    private String document(
            List<String> names,
            Optional<String> from,
            Optional<String> to,
            Result result,
            boolean dryRun,
            List<Edit> edits) {
        StringWriter text = new StringWriter();
        try (PrintableJson json = PrintableJson.to(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("hostname", names.isEmpty() ? null : names.get(0));
            json.writeArrayFieldStart("names");
            for (String name : names) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeStringField("change", result.change().orElse(null));
            json.writeStringField("from", from.orElse(null));
            json.writeStringField("to", to.orElse(null));
            json.writeBooleanField("dryRun", dryRun);
            json.writeStringField("result", result.word());
            json.writeStringField("reason", result.reason());
            json.writeArrayFieldStart("open");
            for (String open : result.open()) {
                json.writeString(open);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("steps");
            for (Event event : events) {
                step(json, event);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("edits");
            for (Edit edit : edits) {
                json.writeStartObject();
                json.writeStringField("file", edit.file().toString());
                json.writeLines("diff", UnifiedDiff.of(edit));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return text + "\n";
    }

    private static void step(JsonGenerator json, Event event) throws IOException {
        int colon = event.step() == Step.GATES ? event.text().indexOf(": ") : -1;
        json.writeStartObject();
        json.writeStringField("step", word(event.step()));
        json.writeStringField("gate", colon < 0 ? null : event.text().substring(0, colon));
        json.writeStringField("state", event.state().name().toLowerCase(Locale.ROOT));
        json.writeStringField("text", colon < 0 ? event.text() : event.text().substring(colon + 2));
        json.writeEndObject();
    }

    private static String word(Step step) {
        return step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** An outcome as the document has it. */
    private record Result(String word, Optional<String> change, String reason, List<String> open) {
        static Result of(Outcome outcome) {
            if (outcome instanceof Outcome.Applied applied) {
                return new Result("applied", Optional.of(applied.change()), "", List.of());
            } else if (outcome instanceof Outcome.Unchanged unchanged) {
                return new Result("unchanged", Optional.empty(), unchanged.reason(), List.of());
            } else if (outcome instanceof Outcome.Refused refused) {
                return new Result("refused", Optional.empty(), refused.reason(), List.of());
            } else if (outcome instanceof Outcome.Undone undone) {
                return new Result("undone", Optional.empty(), undone.reason(), List.of());
            } else if (outcome instanceof Outcome.Broken broken) {
                return new Result("broken", Optional.empty(), broken.reason(), broken.open());
            }
            throw new IllegalStateException("an outcome of a new kind: " + outcome);
        }
    }
}
