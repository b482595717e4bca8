package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Listener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A hostname at an address: what can be asked what it does. */
record Subject(String hostname, Listener address) {
    static List<Subject> of(String hostname, Iterable<Listener> addresses) {
        Map<Listener, Subject> subjects = new LinkedHashMap<>();
        for (Listener address : addresses) {
            subjects.putIfAbsent(address, new Subject(hostname, address));
        }
        return List.copyOf(subjects.values());
    }

    /** {@code app.example.com at 192.0.2.1:443}. */
    @Override
    public String toString() {
        return hostname + " at " + address;
    }
}
