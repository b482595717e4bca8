package dev.originpull.agent.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/** Sets Logback up without a file to read: that would cost every command more than all its log lines. */
public final class StderrLog extends ContextAwareBase implements Configurator {
    private static final String OURS = "dev.originpull";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        StderrAppender appender = new StderrAppender();
        appender.setContext(context);
        appender.setName("stderr");
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        // A machine without a network interface, or without a hardware address, is no trouble: Netty warns of both.
        context.getLogger("io.netty.util").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * For a process that goes on for months: each line with its time (UTC), and what changed or was done from info on.
     *
     * @param quiet from warnings on only
     */
    public static void serving(boolean quiet) {
        StderrAppender.dated();
        StderrAppender.warningsToo();
        if (LoggerFactory.getLogger(OURS) instanceof Logger ours) {
            ours.setLevel(quiet ? Level.WARN : Level.INFO);
        }
    }

    /** Errors only, ours and the libraries'. Takes effect while loggers are still being set up, too. */
    public static void quiet() {
        StderrAppender.errorsOnly();
    }

    /** Also says what is being done. The libraries stay silent: Netty alone would say hundreds of lines. */
    public static void verbose() {
        if (LoggerFactory.getLogger(OURS) instanceof Logger ours) {
            ours.setLevel(Level.DEBUG);
        }
    }
}
