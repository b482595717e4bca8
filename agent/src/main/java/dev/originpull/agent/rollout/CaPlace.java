package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a web server may depend on the place of a CA file: it reads the file at each start and reload. */
public final class CaPlace {
    /** Emptied at a start, private to a service (systemd.exec(5): PrivateTmp, ProtectHome), or closed to all but one user. */
    private static final List<String> PASSING =
            List.of("/tmp", "/var/tmp", "/dev/shm", "/run/user", "/run/shm", "/home", "/root");

    private CaPlace() {}

    /** What is wrong with the place, and what to do; empty for one that stays. */
    public static Optional<String> note(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return passing(absolute)
                .or(() -> passing(real(absolute)))
                .map(folder -> "identity.ca: "
                        + Printable.whole(absolute.toString()) + " is below " + folder
                        + ", and the server needs the file at each start and reload: copy it to a place that stays, "
                        + "as /etc/originpull/" + Printable.whole(String.valueOf(absolute.getFileName()))
                        + ", and name that");
    }

    private static Optional<String> passing(Path file) {
        return PASSING.stream().filter(file::startsWith).findFirst();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException missing) {
            return file;
        }
    }
}
