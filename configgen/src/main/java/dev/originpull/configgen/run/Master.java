package dev.originpull.configgen.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The running server whose configuration is driven, found before any of its commands runs: they take folders and log files for the user
 * that they run as ({@code nginx -t} of root gives the temporary folders away).
 *
 * @param config its main configuration file
 * @param usual whether that is the one it reads without being given any
 * @param words what its commands begin with
 */
record Master(Path config, boolean usual, List<String> words) {
    private static final String NGINX = "nginx: master process";
    private static final Set<String> APACHE = Set.of("apache2", "httpd");
    private static final Pattern PID =
            Pattern.compile("(?m)(?:^|[;{}])[ \\t]*pid[ \\t]+[\"']?([^;\"'\\s]+)[\"']?[ \\t]*;");

    Master {
        words = List.copyOf(words);
    }

    /** Whom it runs as, or did when it has died; empty where that cannot be determined. */
    Optional<ServerUser> user() {
        Optional<ServerUser> running = ProcessHandle.allProcesses()
                .filter(this::isIt)
                .filter(process -> !isInContainer(process.pid()))
                .map(process -> ServerUser.of(Long.toString(process.pid())))
                .flatMap(Optional::stream)
                .findFirst();
        return running.or(this::byPidFile);
    }

    private Optional<ServerUser> byPidFile() {
        Optional<Path> file = pidFile();
        return file.flatMap(path -> new PidFile(path).process())
                .filter(process -> isServer(commandLine(process.pid())))
                .flatMap(process -> ServerUser.of(Long.toString(process.pid())))
                .or(() -> file.flatMap(ServerUser::ownerOf));
    }

    /** NGINX's, as far as it is written where it usually is: among the words of {@code -g}, or in the main file. */
    private Optional<Path> pidFile() {
        int global = words.indexOf("-g");
        Optional<String> name =
                global >= 0 && global + 1 < words.size() ? find(words.get(global + 1)) : Optional.empty();
        if (name.isEmpty()) {
            try {
                name = find(Files.readString(config, StandardCharsets.ISO_8859_1));
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }
        return name.map(Path::of).filter(Path::isAbsolute);
    }

    private static Optional<String> find(String text) {
        Matcher pid = PID.matcher(text);
        return pid.find() ? Optional.of(pid.group(1)) : Optional.empty();
    }

    /** A number is given to another process later, whose user is none of the server's. */
    private static boolean isServer(List<String> line) {
        return isApache(line) || (!line.isEmpty() && line.get(0).startsWith(NGINX));
    }

    /** A container's server has the usual path in its command line as well, and reads another file there. */
    private static boolean isInContainer(long pid) {
        try {
            return pidNamespaces(status(Long.toString(pid))) > pidNamespaces(status("self"));
        } catch (IOException goneOrHidden) {
            return false;
        }
    }

    /** In how many namespaces a process has a number, by proc(5); 1 if the kernel does not say. */
    static int pidNamespaces(String status) {
        return status.lines()
                .filter(line -> line.startsWith("NSpid:"))
                .mapToInt(line -> line.strip().split("\\s+", -1).length - 1)
                .findFirst()
                .orElse(1);
    }

    private static String status(String pid) throws IOException {
        return Files.readString(Path.of("/proc", pid, "status"), StandardCharsets.ISO_8859_1);
    }

    private boolean isIt(ProcessHandle process) {
        List<String> line = commandLine(process.pid());
        if (line.isEmpty()) {
            return false;
        }
        if (line.get(0).startsWith(NGINX)) {
            // The title is one word to the kernel; what it was started with follows.
            return reads(List.of(line.get(0).substring(NGINX.length()).strip().split(" +", -1)), "-c", "-p");
        }
        return isApache(line)
                && process.parent()
                        .map(ProcessHandle::pid)
                        .map(Master::commandLine)
                        .filter(Master::isApache)
                        .isEmpty()
                && reads(line, "-f", "-d");
    }

    private static boolean isApache(List<String> line) {
        String program = line.isEmpty() ? "" : line.get(0);
        return APACHE.contains(program.substring(program.lastIndexOf('/') + 1));
    }

    /** Whether a server that was started with these words reads this configuration. */
    private boolean reads(List<String> line, String option, String folder) {
        Optional<String> named = after(line, option);
        if (named.isEmpty()) {
            return usual;
        }
        Path file = after(line, folder)
                .map(prefix -> Path.of(prefix).resolve(named.get()))
                .orElse(Path.of(named.get()));
        try {
            return file.isAbsolute() && Files.exists(file) && Files.exists(config) && Files.isSameFile(file, config);
        } catch (IOException goneMeanwhile) {
            return false;
        }
    }

    private static Optional<String> after(List<String> line, String option) {
        int at = line.indexOf(option);
        return at >= 0 && at + 1 < line.size() ? Optional.of(line.get(at + 1)) : Optional.empty();
    }

    private static List<String> commandLine(long pid) {
        try {
            String line =
                    Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
            List<String> words = new ArrayList<>(List.of(line.split("\0", -1)));
            words.removeIf(String::isEmpty);
            return words;
        } catch (IOException goneOrHidden) {
            return List.of();
        }
    }
}
