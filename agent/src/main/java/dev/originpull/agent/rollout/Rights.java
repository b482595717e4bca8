package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.configgen.install.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether this user may change what has to be changed. */
final class Rights {
    private Rights() {}

    /** What this user may not do, and what to do about it; empty where nothing is missing as far as can be told before. */
    static Optional<String> missing(Folders folders) {
        return Stream.of(folders.state(), folders.fragments())
                .flatMap(folder -> missing(folder).stream())
                .findFirst();
    }

    private static Optional<String> missing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String shown = Printable.whole(there.toString());
        if (!Files.isDirectory(there)) {
            return Optional.of(shown + " is no folder: take it away, or name another under 'server:'");
        }
        if (!Files.isWritable(there)) {
            String user = System.getProperty("user.name", "");
            return Optional.of("this user (" + Printable.of(user) + ") may not write to " + shown
                    + (user.equals("root") ? ": make it writable" : ": run it as root"));
        }
        return Optional.empty();
    }
}
