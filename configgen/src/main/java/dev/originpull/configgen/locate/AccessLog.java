package dev.originpull.configgen.locate;

import java.nio.file.Path;

/**
 * A directive that has requests logged.
 *
 * @param text the whole directive, a character for each byte: it means the same in a virtual host or server block
 * @param place {@code file:line}, or what it is where nobody wrote it
 * @param target the file that it writes; the word as it is where it writes none ({@code off}, {@code syslog:…}, {@code |command})
 * @param verifies whether what it writes shows what became of the client certificate
 */
public record AccessLog(String text, String place, String target, boolean verifies) {
    /** Whether it writes that file. */
    public boolean writes(Path file) {
        return target.equals(file.toString());
    }
}
