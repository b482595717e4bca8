package dev.originpull.configgen.locate;

import dev.originpull.configgen.render.Hostname;
import java.util.List;
import java.util.stream.Stream;

/** What is left to a person, in the words that all servers share. */
public final class Undecidable {
    private Undecidable() {}

    public static LocateException because(String message) {
        return new LocateException(LocateException.Reason.UNDECIDABLE, message);
    }

    /** Refuses a hostname that stands for many: nobody can ask for it. */
    public static void refusePattern(Hostname hostname) throws LocateException {
        if (hostname.isWildcard()) {
            throw because(hostname + " stands for many hostnames, and none that can be asked for: name one of them");
        }
    }

    /**
     * A hostname that several blocks claim.
     *
     * @param where the listener, as the server writes it
     * @param places {@code file:line} of each
     * @param files theirs
     */
    public static LocateException claimedTwice(
            Hostname hostname, String where, List<String> places, List<ConfigFile> files) {
        String backup = files.stream()
                .filter(ConfigFile::looksLikeABackup)
                .findFirst()
                .map(file -> "; " + ConfigFile.fromBytes(file.name())
                        + " looks like an editor's backup that an include takes up: move it out of the folder")
                .orElse("");
        return because("several blocks claim " + hostname + " on " + where
                + ", and the server uses the first only: " + String.join(" and ", places)
                + ": leave the name in one of them" + backup);
    }

    /** Another hostname's block, which answers at a configured address. */
    public static LocateException othersDefault(Hostname hostname, String where, String place) {
        return because(place + ": this block belongs to other hostnames, and answers for " + hostname + " on " + where
                + " as the default: originpull does not change it: have a block with the name " + hostname
                + " listen there too, or remove that address from the hostname's 'addresses:'");
    }

    /** A setting of ours that is there already, where it cannot be adopted: not written in the block itself. */
    public static LocateException taken(Hostname hostname, String directive, ConfigFile file, int place, String hook) {
        boolean ours = isInFolder(file, hook);
        String remedy = ours
                ? "originpull set it for another hostname that the same block answers for; give " + hostname
                        + " a block of its own"
                : directive.equals("ssl_trusted_certificate")
                        ? "its CAs would be let in beside yours; take it out, and ssl_stapling_verify with it"
                        : "originpull sets it, and adopts (--adopt) only what stands in the block itself: "
                                + "move the line into the block, or take it out";
        return because(file.at(place) + ": the block that answers for " + hostname + " has " + directive + " already: "
                + remedy);
    }

    /** Whether the line takes up a file of the same folder: one further up is the user's, although the line names it, too. */
    private static boolean isInFolder(ConfigFile file, String hook) {
        String folder = " " + ConfigFile.inBytes(file.path().getParent() + "/");
        int at = hook.indexOf(folder);
        return at >= 0 && hook.indexOf('/', at + folder.length()) < 0;
    }

    /**
     * Refuses a block that has our line of another hostname which it serves: the two are one change.
     *
     * @param include what the block includes
     * @param own what our line of this hostname would include
     * @param names those that the block serves
     */
    public static void refuseOwned(Hostname hostname, String include, String own, String place, List<String> names)
            throws LocateException {
        String folder = own.substring(0, own.lastIndexOf('/') + 1);
        String end = own.substring(
                Math.min(own.length(), folder.length() + hostname.name().length()));
        boolean ours = !folder.isEmpty()
                && include.length() > folder.length() + end.length()
                && include.startsWith(folder)
                && include.endsWith(end);
        if (!ours || include.equals(own)) {
            return;
        }
        String name = include.substring(folder.length(), include.length() - end.length());
        if (names.contains(name)) {
            throw LocateException.ownedBy(
                    new Hostname(name),
                    place + ": originpull has set this block for " + name + ", and not all that answers for " + hostname
                            + ": give " + hostname + " a block of its own");
        }
    }

    /** Refuses a file that cannot be replaced as a whole. */
    public static void refuseSeveralNames(ConfigFile file) throws LocateException {
        if (file.hasSeveralNames()) {
            throw because(file.path()
                    + " has several names (hard links), and a new version would take the place of one of them only: "
                    + "make the others symbolic links");
        }
    }

    /** A block that is loaded more than once. */
    public static LocateException loadedTwice(Hostname hostname, String place) {
        return because(place + ": the block that answers for " + hostname
                + " is loaded several times over, by several includes: include its file once");
    }

    /** What of the names is not ours to change, for a sentence: at most {@code most} of them. */
    static String some(Stream<String> names, int most) {
        List<String> all = names.sorted().distinct().toList();
        return String.join(", ", all.subList(0, Math.min(most, all.size())))
                + (all.size() > most ? " and " + (all.size() - most) + " more" : "");
    }
}
