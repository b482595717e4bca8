package dev.originpull.configgen.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes that are under way or were made, each a folder with an {@code entry.json} and copies of the files as they were. A folder
 * appears under its name at once, by a rename, and moves on the same way: there is no moment between.
 *
 * <pre>
 * pending/          the change that is under way, or was when the process died
 * applied/000007/   made and proven; what rollback takes back
 * kept/000007/      taken back but for files that somebody else had edited: what those were
 * </pre>
 */
final class Journal {
    private static final String ENTRY = "entry.json";
    private static final String COPY = "before-";
    private static final String EXPIRED = "expired";

    private final Disk disk;
    private final Path state;
    private final JsonMapper json = new JsonMapper();

    Journal(Disk disk, Path state) {
        this.disk = disk;
        this.state = state;
    }

    /** The moment, to the second: ISO 8601, UTC. */
    static String now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** A change and the folder that tells of it. */
    record Noted(JournalEntry entry, Path folder) {
        Optional<Path> copy(JournalEntry.FileNote file) {
            return Optional.ofNullable(file.copy()).map(folder::resolve);
        }
    }

    Optional<Noted> pending() throws IOException {
        return read(state.resolve("pending"));
    }

    /** The changes that were made and not taken back, the first one first. */
    List<Noted> applied() throws IOException {
        List<Noted> all = new ArrayList<>();
        for (Path folder : disk.list(state.resolve("applied"))) {
            read(folder).ifPresent(all::add);
        }
        return all;
    }

    /**
     * Notes a change before it is made. When this returns, a power cut does not lose it.
     *
     * @param edits whose files the entry names, in its order
     */
    Noted begin(JournalEntry entry, List<Edit> edits) throws IOException {
        Path draft = state.resolve("draft");
        discard(draft);
        disk.createFolder(draft);
        for (int i = 0; i < edits.size(); i++) {
            Edit edit = edits.get(i);
            if (edit.before().isPresent()) {
                Path copy = draft.resolve(COPY + i);
                disk.create(copy, edit.before().get());
                disk.like(copy, edit.file());
                disk.force(copy);
            }
        }
        disk.create(draft.resolve(ENTRY), Bytes.of(text(entry)));
        disk.force(draft.resolve(ENTRY));
        disk.forceFolder(draft);
        return move(new Noted(entry, draft), "pending");
    }

    static JournalEntry.FileNote note(int number, Edit edit) {
        return new JournalEntry.FileNote(
                edit.file().toString(),
                edit.before().isPresent() ? COPY + number : null,
                edit.before().map(Bytes::hash).orElse(null),
                edit.after().map(Bytes::hash).orElse(null),
                edit.ours().map(ours -> String.join("\n", ours.hooks())).orElse(null),
                edit.ours()
                        .map(Edit.Ours::adopted)
                        .filter(adopted -> !adopted.isEmpty())
                        .orElse(null));
    }

    Noted commit(Noted pending) throws IOException {
        disk.createFolder(state.resolve("applied"));
        return move(pending, "applied/" + pending.entry().change());
    }

    /** A change that was made is under way again: backwards. */
    Noted reopen(Noted applied) throws IOException {
        return move(applied, "pending");
    }

    /** Forgets a change that has been taken back. */
    void forget(Noted pending) throws IOException {
        discard(move(pending, "done").folder());
    }

    /** Where {@link #keep} brings it. */
    Path kept(Noted pending) {
        return state.resolve("kept/" + pending.entry().change());
    }

    /** Puts a change aside of which a person may need the copies. */
    Noted keep(Noted pending) throws IOException {
        disk.createFolder(state.resolve("kept"));
        return move(pending, "kept/" + pending.entry().change());
    }

    /** Notes that a change's watchdog has fired, for the process that still makes the change. */
    void expire(String change) throws IOException {
        disk.create(state.resolve(EXPIRED), Bytes.of(change));
    }

    /** Whether its watchdog has fired. */
    boolean hasExpired(String change) {
        try {
            return disk.read(state.resolve(EXPIRED)).equals(Optional.of(Bytes.of(change)));
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * The last number that a change has got, by every trace of it: the folders as well as the history, which may be lost. A number that
     * is given twice would replace what is kept under it.
     */
    int lastNumber(List<Status.Entry> history) throws IOException {
        List<String> numbers = new ArrayList<>();
        for (String folder : List.of("applied", "kept")) {
            disk.list(state.resolve(folder)).forEach(each -> numbers.add(String.valueOf(each.getFileName())));
        }
        history.forEach(each -> numbers.add(each.change()));
        return numbers.stream()
                .filter(number -> number.matches("[0-9]{1,9}"))
                .mapToInt(Integer::parseInt)
                .max()
                .orElse(0);
    }

    private Noted move(Noted noted, String name) throws IOException {
        Path to = state.resolve(name);
        discard(to);
        disk.rename(noted.folder(), to);
        disk.forceFolder(Replacement.folder(to));
        disk.forceFolder(Replacement.folder(noted.folder()));
        return new Noted(noted.entry(), to);
    }

    private void discard(Path folder) throws IOException {
        for (Path file : disk.list(folder)) {
            disk.delete(file);
        }
        disk.delete(folder);
    }

    private Optional<Noted> read(Path folder) throws IOException {
        Optional<Bytes> text = disk.read(folder.resolve(ENTRY));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int version = json.readTree(text.get().toArray()).path("version").asInt();
            if (version != JournalEntry.VERSION) {
                throw new IOException(folder.resolve(ENTRY) + " is of version " + version
                        + ", which this originpull does not know: use the one that wrote it");
            }
            JournalEntry entry = json.readValue(text.get().toArray(), JournalEntry.class);
            return Optional.of(new Noted(entry, folder));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    folder.resolve(ENTRY) + " cannot be read (" + e.getOriginalMessage()
                            + "): the copies beside it are the files as they were; put them back by hand, then remove "
                            + folder,
                    e);
        }
    }

    private String text(JournalEntry entry) throws JsonProcessingException {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(entry) + "\n";
    }
}
