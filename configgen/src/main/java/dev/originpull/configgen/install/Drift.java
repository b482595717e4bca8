package dev.originpull.configgen.install;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What our file says, and how it differs from what was written last. */
final class Drift {
    /** The first line of what the generator writes. */
    private static final Pattern HEADER = Pattern.compile("(?m)^# originpull [^\\n]*, stage ([a-z]+)$");

    /** The line of the header that names the command. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^# (Made again by|Regenerate with): .*\\R");

    private Drift() {}

    /** The stage that a file of ours sets. */
    static Optional<Stage> stage(Bytes fragment) {
        Matcher header = HEADER.matcher(fragment.text());
        if (!header.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Stage.parse(header.group(1)));
        } catch (InvalidValueException e) {
            return Optional.empty();
        }
    }

    /** Whether two files of ours differ in nothing but the command that made them. */
    static boolean sameSettings(Bytes one, Bytes other) {
        return settings(one).equals(settings(other));
    }

    private static String settings(Bytes fragment) {
        return COMMAND.matcher(fragment.text()).replaceFirst("");
    }

    /** A line for each difference. */
    static List<String> of(JournalEntry last, Path fragment, Optional<Bytes> now) {
        List<String> drift = new ArrayList<>();
        for (JournalEntry.FileNote file : last.files()) {
            if (!file.path().equals(fragment.toString())) {
                continue;
            }
            if (now.isEmpty() && file.after() != null) {
                drift.add(fragment + " has been deleted since it was written");
            } else if (now.isPresent() && !now.get().hash().equals(file.after())) {
                drift.add(fragment + " has been edited since it was written");
            }
        }
        return drift;
    }
}
