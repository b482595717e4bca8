package dev.originpull.agent.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers why writing failed, which a PrintStream forgets: a reader who has seen enough ({@code | head -1}) is no failure, a
 * full disk is.
 */
final class StandardOutput extends FilterOutputStream {
    private static final String NO_READER = "Broken pipe";

    private volatile @Nullable String failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    /** The system's words for what went wrong. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.contains(NO_READER)) {
                failure = why;
            }
            throw e;
        }
    }
}
