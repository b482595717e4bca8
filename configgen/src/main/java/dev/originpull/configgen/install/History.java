package dev.originpull.configgen.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every change and what came of it: {@code history.jsonl}, a JSON document a line, the newest last. */
final class History {
    private final Disk disk;
    private final Path file;
    private final JsonMapper json = new JsonMapper();

    History(Disk disk, Path state) {
        this.disk = disk;
        this.file = state.resolve("history.jsonl");
    }

    /** What came of a change. */
    enum Result {
        APPLIED("applied"),
        UNDONE("undone"),
        ROLLED_BACK("rolled back"),
        BROKEN("broken");

        private final String word;

        Result(String word) {
            this.word = word;
        }
    }

    void add(JournalEntry entry, String at, Result result) throws IOException {
        Status.Entry line = new Status.Entry(
                entry.change(),
                at,
                entry.hostname(),
                entry.from(),
                entry.to(),
                entry.who(),
                entry.forced(),
                result.word);
        disk.append(file, json.writeValueAsString(line));
        disk.forceFolder(Replacement.folder(file));
    }

    /** Adds the changes that were committed, where the process died before it could say so here. */
    void complete(List<Journal.Noted> applied) throws IOException {
        Set<String> told = all().stream().map(Status.Entry::change).collect(Collectors.toSet());
        for (Journal.Noted noted : applied) {
            if (!told.contains(noted.entry().change())) {
                add(noted.entry(), noted.entry().at(), Result.APPLIED);
            }
        }
    }

    /** Whether a change could not be taken back whole before. */
    boolean hasBroken(String change) {
        return has(change, Result.BROKEN);
    }

    /** Whether it was made. */
    boolean hasApplied(String change) {
        return has(change, Result.APPLIED);
    }

    /** False where the history cannot be read: a rollback must not fail for that before the files are restored. */
    private boolean has(String change, Result result) {
        try {
            return all().stream()
                    .anyMatch(each ->
                            each.change().equals(change) && each.result().equals(result.word));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /** A line that a power cut left half written is passed over. */
    List<Status.Entry> all() throws IOException {
        Optional<Bytes> text = disk.read(file);
        List<Status.Entry> entries = new ArrayList<>();
        if (text.isPresent()) {
            String lines = new String(text.get().toArray(), StandardCharsets.UTF_8);
            for (String line : lines.lines().toList()) {
                parse(line).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private Optional<Status.Entry> parse(String line) {
        try {
            return Optional.of(json.readValue(line, Status.Entry.class));
        } catch (JsonProcessingException halfWritten) {
            return Optional.empty();
        }
    }
}
