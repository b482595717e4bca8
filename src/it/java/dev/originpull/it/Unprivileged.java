package dev.originpull.it;

import dev.originpull.it.process.Command;
import dev.originpull.it.process.Program;
import java.util.ArrayList;
import java.util.List;

/** Runs a command as a user who may write nothing that is not open to all. */
final class Unprivileged {
    private Unprivileged() {}

    /** Root may write anywhere, so it becomes nobody first; any other user stays as they are. */
    static Command of(Command command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of(
                Program.require("setpriv").path().toString(), "--reuid=65534", "--regid=65534", "--clear-groups"));
        words.addAll(command.words());
        return new Command(words, command.environment(), command.directory(), command.deadline());
    }
}
