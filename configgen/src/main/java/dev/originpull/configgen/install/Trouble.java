package dev.originpull.configgen.install;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is the matter with a file, in words. */
public final class Trouble {
    private Trouble() {}

    /** Half a sentence: what, where, and what to do where that is known. */
    public static String of(IOException e) {
        if (e instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written by this user: run it as root";
        } else if (e instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        } else if (e instanceof FileSystemException other && other.getReason() != null) {
            return other.getFile() + ": " + other.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
