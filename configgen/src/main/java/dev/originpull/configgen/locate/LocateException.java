package dev.originpull.configgen.locate;

import dev.originpull.configgen.render.Hostname;
import java.util.Optional;

/** It cannot be told who answers for a hostname. The message is one line: what, where (file and line), what to do. */
public final class LocateException extends Exception {
    private final Reason reason;
    private final Optional<Hostname> owner;

    public LocateException(Reason reason, String message) {
        this(reason, message, Optional.empty());
    }

    private LocateException(Reason reason, String message, Optional<Hostname> owner) {
        super(message);
        this.reason = reason;
        this.owner = owner;
    }

    /** Of a block that has the line of another hostname, which it serves as well. */
    static LocateException ownedBy(Hostname owner, String message) {
        return new LocateException(Reason.UNDECIDABLE, message, Optional.of(owner));
    }

    public LocateException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.owner = Optional.empty();
    }

    /** The hostname whose change holds for this one too, as the same block has its line. */
    public Optional<Hostname> owner() {
        return owner;
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
