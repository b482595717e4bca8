package dev.originpull.agent.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All connections of a server, and which of them has to go when there are too many, or too much is kept for slow readers: who has let
 * the server wait for the longest time. Who holds thousands of connections open holds back nobody but himself. For use on the one
 * event loop.
 */
final class Connections {
    /** A connection, as far as it can be ended from outside. */
    interface Connection {
        /** Ends it now; it is {@link #gone} when this returns. */
        void cut();
    }

    /** A client may take so long to send what it has connected for before it counts as idle: a burst is no attack. */
    private static final long FOR_A_REQUEST = Duration.ofMillis(100).toNanos();
    /** And so long to read its answer. */
    private static final long FOR_AN_ANSWER = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final long mostUnread;
    private final Door door;
    private final Set<Connection> all = new LinkedHashSet<>();
    /** For a request, the longest first, since when. */
    private final Map<Connection, Long> waiting = new LinkedHashMap<>();
    /** For a client to read its answer, the longest first, since when. */
    private final Map<Connection, Long> sending = new LinkedHashMap<>();

    private long unread;

    Connections(Limits limits, Door door) {
        this.most = limits.connections();
        this.mostUnread = limits.unread();
        this.door = door;
    }

    /** Takes a new connection in, whatever other has to go for it. */
    void enter(Connection connection) {
        all.add(connection);
        waits(connection);
        makeRoom();
    }

    void waits(Connection connection) {
        waiting.put(connection, System.nanoTime());
    }

    void answers(Connection connection) {
        waiting.remove(connection);
    }

    /** @param bytes that are kept until the client has read them all */
    void sends(Connection connection, long bytes) {
        sending.put(connection, System.nanoTime());
        unread += bytes;
        while (unread > mostUnread && sending.size() > 1) {
            sending.keySet().iterator().next().cut();
        }
    }

    void sent(Connection connection, long bytes) {
        if (sending.remove(connection) != null) {
            unread -= bytes;
        }
    }

    void gone(Connection connection) {
        all.remove(connection);
        waiting.remove(connection);
    }

    /** Ends connections until there is room for one more; where all are being answered, or young, the door is closed. */
    private void makeRoom() {
        boolean cut = true;
        while (all.size() >= most && cut) {
            Optional<Connection> slow = late(waiting, FOR_A_REQUEST).or(() -> late(sending, FOR_AN_ANSWER));
            slow.ifPresent(Connection::cut);
            cut = slow.isPresent();
        }
        if (all.size() >= most) {
            door.close(this::makeRoom);
        }
    }

    private static Optional<Connection> late(Map<Connection, Long> since, long patience) {
        long now = System.nanoTime();
        return since.entrySet().stream()
                .findFirst()
                .filter(eldest -> now - eldest.getValue() > patience)
                .map(Map.Entry::getKey);
    }

    /** Those that are not being answered. */
    List<Connection> idle() {
        return new ArrayList<>(waiting.keySet());
    }

    List<Connection> all() {
        return new ArrayList<>(all);
    }

    int size() {
        return all.size();
    }
}
