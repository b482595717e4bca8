package dev.originpull.agent.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Gathers what is wrong with a file, so that all of it can be mended at once. */
final class Complaints {
    /** Beyond these nobody reads, and a hostile file must not fill the memory. */
    private static final int MOST = 1000;

    private final Path file;
    private final List<Map.Entry<Integer, String>> complaints = new ArrayList<>();

    Complaints(Path file) {
        this.file = file;
    }

    void add(int line, String what) {
        if (complaints.size() < MOST) {
            complaints.add(Map.entry(line, new Place(file, line) + ": " + Printable.whole(what)));
        }
    }

    /** How many there are so far. */
    int count() {
        return complaints.size();
    }

    Path file() {
        return file;
    }

    Place place(int line) {
        return new Place(file, line);
    }

    /** @throws ConfigException where there is any, in the order of lines */
    void check() throws ConfigException {
        if (!complaints.isEmpty()) {
            throw new ConfigException(complaints.stream()
                    .sorted(Comparator.comparing(Map.Entry::getKey))
                    .map(Map.Entry::getValue)
                    .toList());
        }
    }
}
