package dev.originpull.configgen.locate;

/** It cannot be told who answers for a hostname. The message is one line: what, where (file and line), what to do. */
public final class LocateException extends Exception {
    private final Reason reason;

    public LocateException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public LocateException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of trouble it is. */
    public enum Reason {
        /** Nobody answers TLS for the hostname. */
        UNKNOWN_HOSTNAME,
        /** The configuration, the server's program or its report cannot be had. */
        UNREADABLE,
        /** Several readings are possible, or what is there already would clash with ours: a person has to decide. */
        UNDECIDABLE
    }
}
