package dev.originpull.it.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts programs in a container's file system as {@code docker run --read-only --tmpfs /tmp} does: nothing can be written but
 * the volume and a {@code /tmp} from which nothing can be executed. The mounts are those of the program alone and end with it.
 *
 * @param root the container's file system
 * @param configuration what is to be seen as {@code /etc/originpull}
 */
record ReadOnlyRoot(Path root, Path configuration) {
    private static final String SCRIPT = """
            set -e
            root=$1 configuration=$2
            shift 2
            mount --bind "$root" "$root"
            mount -o remount,bind,ro "$root"
            mount -t tmpfs -o mode=1777,noexec,nosuid tmpfs "$root/tmp"
            mount -t tmpfs -o uid=9820,gid=9820,mode=0750 tmpfs "$root/var/lib/originpull"
            mount --bind "$configuration" "$root/etc/originpull"
            mount -o remount,bind,ro "$root/etc/originpull"
            mount -t proc proc "$root/proc"
            mount --bind /dev "$root/dev"
            cd /
            exec chroot --userspec=9820:9820 "$root" "$@"
            """;

    /** The words that start a program in it, with the image's environment. */
    List<String> command(String... words) throws IOException {
        Path script = Files.writeString(configuration.resolveSibling("read-only-root.sh"), SCRIPT);
        return Stream.concat(
                        Stream.of(
                                "unshare",
                                "--mount",
                                "--propagation",
                                "private",
                                "sh",
                                script.toString(),
                                root.toString(),
                                configuration.toString(),
                                "env",
                                "-i",
                                "PATH=/opt/originpull/bin:/usr/bin:/bin",
                                "JAVA_HOME=/opt/java",
                                "LANG=C.UTF-8"),
                        Stream.of(words))
                .toList();
    }
}
