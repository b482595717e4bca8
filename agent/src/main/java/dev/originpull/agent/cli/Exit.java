package dev.originpull.agent.cli;

import dev.originpull.agent.verdict.ExitStatus;
import dev.originpull.configgen.install.Outcome;
import dev.originpull.configgen.locate.LocateException;

/** How the program ends. The numbers are promises: people script against them. */
enum Exit {
    /** Done, or as expected. */
    DONE(0),
    /** Not as expected. */
    NOT_AS_EXPECTED(1),
    /** Usage or configuration is wrong; nothing was attempted. */
    USAGE(2),
    /** It could not be told. */
    UNTOLD(3),
    /** Refused for safety: nothing was changed, or all of it was undone. */
    REFUSED(4),
    /** A bug in originpull. */
    BUG(70),
    /** Interrupted, as shells have it: 128 and SIGINT's number. */
    INTERRUPTED(130),
    /** Nobody reads our output any more: 128 and SIGPIPE's number, as of any other program in a pipe. */
    PIPE_CLOSED(141);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Exit of(Outcome outcome) {
        if (outcome instanceof Outcome.Applied || outcome instanceof Outcome.Unchanged) {
            return DONE;
        }
        return outcome instanceof Outcome.Broken ? NOT_AS_EXPECTED : REFUSED;
    }

    static Exit of(LocateException e) {
        return e.reason() == LocateException.Reason.UNDECIDABLE ? REFUSED : USAGE;
    }

    static Exit of(ExitStatus status) {
        return switch (status) {
            case AS_EXPECTED -> DONE;
            case NOT_AS_EXPECTED -> NOT_AS_EXPECTED;
            case COULD_NOT_TELL -> UNTOLD;
            case BUG -> BUG;
        };
    }
}
