package dev.originpull.it.serve;

import dev.originpull.it.client.Distribution;
import dev.originpull.it.process.Command;
import dev.originpull.it.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the program where folders cannot hold native code. The mounts are those of the program alone and end with it.
 *
 * @param home a folder of the test
 * @param barrier a shell function {@code bar FOLDER} that makes a folder useless
 * @param all whether every folder is barred that the program may try, or the one for temporary files alone
 */
record BarredFolders(Path home, String barrier, boolean all) {
    static final String NOEXEC = """
            bar() { mount -t tmpfs -o noexec,mode=1777,size=16m tmpfs "$1"; }
            """;
    static final String FULL = """
            bar() { mount -t tmpfs -o mode=1777,size=256k tmpfs "$1"; dd if=/dev/zero of="$1/filler" bs=4k 2>/dev/null || true; }
            """;
    static final String READ_ONLY = """
            bar() { mount -t tmpfs -o ro,mode=0755,size=16m tmpfs "$1"; }
            """;

    private static final String SCRIPT = """
            set -e
            temporary=$1 built=$2 program=$3 all=$4
            shift 4
            bar "$temporary"
            export ORIGINPULL_NO_ARCHIVE=1 ORIGINPULL_OPTS="-Djava.io.tmpdir=${FOLDER:-$temporary}"
            if [ "$all" = true ]; then
                unset STATE_DIRECTORY XDG_CACHE_HOME HOME
                mount --bind "$built" "$program"
                mount --bind "$program/lib" "$program/lib"
                mount -o remount,bind,ro,noexec "$program/lib"
                bar /var/tmp
                built=$program
            fi
            exec "$built/bin/originpull" "$@"
            """;

    /** The program with these arguments; skips the test where mounts are not to be had. */
    List<String> words(String... arguments) throws IOException {
        List<String> unshare = List.of("unshare", "--mount", "--propagation", "private");
        List<String> attempt = new ArrayList<>(unshare);
        attempt.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", home.toString()));
        if (!"root".equals(System.getProperty("user.name"))
                || Command.of(attempt).run().exitCode() != 0) {
            throw Program.skip("only root can mount a file system, and not in every container");
        }
        Path script = Files.writeString(home.resolve("barred.sh"), barrier + SCRIPT);
        List<String> words = new ArrayList<>(unshare);
        words.addAll(List.of(
                "sh",
                script.toString(),
                Files.createDirectories(home.resolve("temporary")).toString(),
                Distribution.built().directory().toString(),
                Files.createDirectories(home.resolve("program")).toString(),
                String.valueOf(all)));
        words.addAll(List.of(arguments));
        return words;
    }
}
