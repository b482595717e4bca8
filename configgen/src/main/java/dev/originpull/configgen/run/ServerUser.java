package dev.originpull.configgen.run;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whom a process runs as, by proc(5).
 *
 * @param groups the supplementary ones
 * @param bindsLowPorts whether it may bind ports that are root's otherwise (CAP_NET_BIND_SERVICE)
 */
record ServerUser(long uid, long gid, List<Long> groups, boolean bindsLowPorts) {
    private static final int CAP_NET_BIND_SERVICE = 10;
    /** In a line of ids: real, effective, saved, file system. */
    private static final int EFFECTIVE = 1;

    ServerUser {
        groups = List.copyOf(groups);
    }

    /** A process' user; empty where the kernel does not show it. */
    static Optional<ServerUser> of(String pid) {
        try {
            return parse(Files.readString(Path.of("/proc", pid, "status"), StandardCharsets.ISO_8859_1));
        } catch (IOException goneOrHidden) {
            return Optional.empty();
        }
    }

    /** Whose file it is, for a server that has died; empty for root's and where there is none. */
    static Optional<ServerUser> ownerOf(Path file) {
        try {
            long uid = ((Integer) Files.getAttribute(file, "unix:uid")).longValue();
            long gid = ((Integer) Files.getAttribute(file, "unix:gid")).longValue();
            return uid == 0 ? Optional.empty() : Optional.of(new ServerUser(uid, gid, List.of(), false));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    static Optional<ServerUser> parse(String status) {
        Map<String, String[]> fields = new HashMap<>();
        status.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(
                        line.substring(0, colon),
                        line.substring(colon + 1).strip().split("\\s+", -1));
            }
        });
        try {
            String[] none = {};
            return Optional.of(new ServerUser(
                    Long.parseLong(fields.getOrDefault("Uid", none)[EFFECTIVE]),
                    Long.parseLong(fields.getOrDefault("Gid", none)[EFFECTIVE]),
                    Arrays.stream(fields.getOrDefault("Groups", none))
                            .filter(group -> !group.isEmpty())
                            .map(Long::valueOf)
                            .toList(),
                    new BigInteger(fields.getOrDefault("CapEff", new String[] {"0"})[0], 16)
                            .testBit(CAP_NET_BIND_SERVICE)));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException unknownFormat) {
            return Optional.empty();
        }
    }

    /** What a command of root's begins with to run as this user (setpriv(1)). */
    List<String> prefix() {
        List<String> words = new ArrayList<>(List.of("setpriv", "--reuid=" + uid, "--regid=" + gid));
        words.add(
                groups.isEmpty()
                        ? "--clear-groups"
                        : "--groups="
                                + String.join(
                                        ",",
                                        groups.stream().map(String::valueOf).toList()));
        if (bindsLowPorts) {
            // A test of the configuration binds its ports.
            words.add("--inh-caps=+net_bind_service");
            words.add("--ambient-caps=+net_bind_service");
        }
        return words;
    }
}
