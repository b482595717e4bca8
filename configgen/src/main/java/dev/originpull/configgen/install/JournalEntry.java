package dev.originpull.configgen.install;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.originpull.configgen.locate.Listener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the journal notes of a change before it is made: enough to take it back without server, parser or network. Its JSON form is
 * {@code entry.json}.
 *
 * @param version of this form
 * @param change its number, six digits
 * @param at ISO 8601, UTC
 * @param from the stage before, {@code none} without a file of ours
 * @param pidFile where the server's process number stands
 * @param names all hostnames that it changes; null in what older versions wrote, for its own alone
 * @param seen what each address did before, and what the neighbours did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JournalEntry(
        int version,
        String change,
        String at,
        String hostname,
        String from,
        String to,
        String who,
        List<String> forced,
        @Nullable String pidFile,
        List<Seen> seen,
        List<FileNote> files,
        @Nullable List<String> names) {
    static final int VERSION = 1;
    static final String NONE = "none";

    JournalEntry {
        forced = List.copyOf(forced);
        seen = List.copyOf(seen);
        files = List.copyOf(files);
        names = names == null ? null : List.copyOf(names);
    }

    /** Whether it changed what a hostname does: its own, or another name of the same blocks. */
    boolean concerns(String name) {
        return hostname.equals(name) || (names != null && names.contains(name));
    }

    /** As the history has it. */
    Status.Entry asHistory(String result) {
        return new Status.Entry(change, at, hostname, from, to, who, forced, result);
    }

    /**
     * What an address did with a hostname: the one that is changed, or a neighbour.
     *
     * @param proxied whether it expects a PROXY protocol header; absent where it does not, as in entries of before there was this field
     */
    record Seen(
            String hostname,
            String address,
            int port,
            String mode,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean proxied) {
        static Seen of(Subject subject, String mode) {
            Listener address = subject.address();
            return new Seen(subject.hostname(), address.address(), address.port(), mode, address.proxied());
        }

        Subject subject() {
            return new Subject(hostname, new Listener(address, port, proxied));
        }
    }

    /**
     * A file that is changed.
     *
     * @param copy the name of the copy of what it was, in the journal's folder; null where there was none
     * @param before SHA-256 of what it was, null where there was none
     * @param after SHA-256 of what it is made to be, null where it is deleted
     * @param hook our lines, one a line, where nothing but them was put in or taken out; null for our own file
     * @param adopted the user's directives that gave way to the first of these lines, for each of its places in their order; null if
     *     none did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileNote(
            String path,
            @Nullable String copy,
            @Nullable String before,
            @Nullable String after,
            @Nullable String hook,
            @Nullable List<String> adopted) {}
}
