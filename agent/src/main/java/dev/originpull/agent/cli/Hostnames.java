package dev.originpull.agent.cli;

import java.util.Iterator;
import java.util.List;

/** Stands for the hostnames of originpull.yaml, which a completion script reads when it runs. picocli wants a class. */
final class Hostnames implements Iterable<String> {
    static final String PLACEHOLDER = "hostname.of.originpull.yaml";

    @Override
    public Iterator<String> iterator() {
        return List.of(PLACEHOLDER).iterator();
    }
}
