package dev.originpull.it.process;

import java.util.List;

/** What a program left behind when it ended. */
public record Finished(int exitCode, String stdout, String stderr) {
    /** The lines of standard error, without empty ones. */
    public List<String> errorLines() {
        return stderr.lines().filter(line -> !line.isBlank()).toList();
    }

    /** Both outputs and the exit code, for the message of a failed assertion. */
    public String transcript() {
        return "exit code " + exitCode + "\n--- stdout\n" + stdout + "\n--- stderr\n" + stderr;
    }
}
