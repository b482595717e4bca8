package dev.originpull.configgen.locate;

import dev.originpull.configgen.run.Ran;
import dev.originpull.configgen.run.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Asks a server's program, and takes nothing but an answer for one. */
public final class Report {
    private Report() {}

    /** The program's report of its configuration, a character for each byte. */
    public static String dump(ServerProgram program) throws LocateException, InterruptedException {
        if (!Files.isReadable(program.config())) {
            throw new LocateException(
                    LocateException.Reason.UNREADABLE,
                    program.title() + "'s configuration " + program.config()
                            + " is not there or not to be read: set server.config to the file that it is started with");
        }
        return answer(program, program.driving().dump());
    }

    /** What the program says to these words, a character for each byte. */
    public static String answer(ServerProgram program, List<String> words)
            throws LocateException, InterruptedException {
        Ran ran;
        try {
            ran = program.run(words);
        } catch (IOException e) {
            throw new LocateException(
                    LocateException.Reason.UNREADABLE,
                    program.title() + " cannot be run (" + e.getMessage()
                            + "): have its program on the PATH, or set server.kind to the server that runs here",
                    e);
        }
        if (!ran.succeeded()) {
            throw new LocateException(LocateException.Reason.UNREADABLE, ran.complaint());
        }
        return ran.output();
    }
}
