package dev.originpull.configgen.locate;

import java.nio.file.Path;

/**
 * A directive that asks for client certificates, or says which are good, and that the user wrote into a block himself.
 *
 * @param name as in messages: {@code ssl_verify_client}
 * @param text the whole directive, a character for each byte
 * @param file the block's own file, with symbolic links followed
 * @param line where it begins, from 1
 * @param start where it begins, in bytes from the start of the file
 * @param end behind its last byte
 * @param revokes whether it is about revoked certificates: the server goes on refusing these
 */
public record Existing(String name, String text, Path file, int line, int start, int end, boolean revokes) {
    /** {@code file:line}. */
    public String place() {
        return file + ":" + line;
    }
}
