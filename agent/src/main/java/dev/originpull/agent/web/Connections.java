package dev.originpull.agent.web;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All connections of a server, and which of them has to go when there are too many, or too much is kept for slow readers. Those that
 * wait go first, the one that has waited longest before the others: who holds thousands of connections open holds back nobody but
 * himself. For use on the one event loop.
 */
final class Connections {
    /** A connection, as far as it can be ended from outside. */
    interface Connection {
        /** Ends it now; it is {@link #gone} when this returns. */
        void cut();
    }

    private final int most;
    private final long mostUnread;
    private final Set<Connection> all = new LinkedHashSet<>();
    /** For a request, the longest first. */
    private final Set<Connection> waiting = new LinkedHashSet<>();
    /** For a client to read its answer, the longest first. */
    private final Set<Connection> sending = new LinkedHashSet<>();

    private long unread;

    Connections(Limits limits) {
        this.most = limits.connections();
        this.mostUnread = limits.unread();
    }

    /** Takes a new connection in, whatever other has to go for it; false where all the others are being answered. */
    boolean enter(Connection connection) {
        if (all.size() >= most) {
            List<Connection> candidates = new ArrayList<>(waiting);
            candidates.addAll(sending);
            if (candidates.isEmpty()) {
                return false;
            }
            candidates.get(0).cut();
        }
        all.add(connection);
        waiting.add(connection);
        return true;
    }

    void waits(Connection connection) {
        waiting.add(connection);
    }

    void answers(Connection connection) {
        waiting.remove(connection);
    }

    /** @param bytes that are kept until the client has read them all */
    void sends(Connection connection, long bytes) {
        sending.add(connection);
        unread += bytes;
        while (unread > mostUnread && sending.size() > 1) {
            sending.iterator().next().cut();
        }
    }

    void sent(Connection connection, long bytes) {
        if (sending.remove(connection)) {
            unread -= bytes;
        }
    }

    void gone(Connection connection) {
        all.remove(connection);
        waiting.remove(connection);
    }

    /** Those that are not being answered. */
    List<Connection> idle() {
        return new ArrayList<>(waiting);
    }

    List<Connection> all() {
        return new ArrayList<>(all);
    }

    int size() {
        return all.size();
    }
}
