package dev.originpull.configgen.locate;

import dev.originpull.configgen.catalog.Nearest;
import dev.originpull.configgen.render.Hostname;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Says that nobody answers TLS for a hostname, and who is there instead. */
public final class UnknownHostname {
    private static final int MOST_SHOWN = 5;

    private UnknownHostname() {}

    /**
     * The refusal.
     *
     * @param known the names that are answered for with TLS
     * @param plain where it is answered for without TLS
     */
    public static LocateException of(Hostname hostname, Path config, List<String> known, Optional<String> plain) {
        String where = plain.map(place ->
                        ", which is answered for without TLS only (" + place + "): have a block listen with TLS for it")
                .orElseGet(() -> " in " + config + Nearest.hint(hostname.name(), known));
        String there =
                known.isEmpty() ? "No hostname is." : "Known: " + Undecidable.some(known.stream(), MOST_SHOWN) + ".";
        return new LocateException(
                LocateException.Reason.UNKNOWN_HOSTNAME,
                "nobody answers TLS for " + hostname + where + (plain.isPresent() ? ". " : " ") + there);
    }
}
