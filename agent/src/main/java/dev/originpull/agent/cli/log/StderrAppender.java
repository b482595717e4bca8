package dev.originpull.agent.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.originpull.agent.config.Printable;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes log lines as the program's other lines on stderr. */
final class StderrAppender extends AppenderBase<ILoggingEvent> {
    private static volatile boolean dated;
    private static volatile boolean errorsOnly;

    /** From now on lines begin with the time. */
    static void dated() {
        dated = true;
    }

    /** From now on warnings are dropped. */
    static void errorsOnly() {
        errorsOnly = true;
    }

    /** From now on they are written again. */
    static void warningsToo() {
        errorsOnly = false;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (errorsOnly && !event.getLevel().isGreaterOrEqual(Level.ERROR)) {
            return;
        }
        String level = event.getLevel().toString().toLowerCase(Locale.ROOT).replace("warn", "warning");
        StringBuilder line = new StringBuilder(200);
        if (dated) {
            line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS)).append(' ');
        }
        line.append("originpull: ").append(level).append(": ").append(Printable.whole(event.getFormattedMessage()));
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            line.append(": ").append(Printable.whole(cause.getClassName() + ": " + cause.getMessage()));
        }
        line.append('\n');
        if (event.getLevel().isGreaterOrEqual(Level.ERROR) && event.getThrowableProxy() != null) {
            // What is logged as an error with an exception is a bug, which cannot be found without its stack.
            ThrowableProxyUtil.asString(event.getThrowableProxy())
                    .lines()
                    .forEach(each -> line.append(Printable.whole(each.replace("\t", "    ")))
                            .append('\n'));
        }
        System.err.print(line);
        System.err.flush();
    }
}
