package dev.originpull.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers targets in order, each once, and what is wrong with their file, by line. */
final class TargetList {
    /** So that a file fed by mistake does not fill the memory; well above the largest fleet. */
    static final int MAX_TARGETS = 1_000_000;

    private record Entry(Target target, int line) {}

    private final String file;
    private final Map<String, Entry> targets = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int wrong;

    TargetList(String file) {
        this.file = Printable.of(file);
    }

    /** A target named twice is kept once; twice with two expectations is a contradiction, and so a problem. */
    void add(int line, Target target) {
        Entry before = targets.putIfAbsent(target.address() + " " + target.hostname(), new Entry(target, line));
        if (before != null && !before.target().expected().equals(target.expected())) {
            problem(
                    line,
                    target.address() + " " + target.hostname() + " is on line " + before.line()
                            + " already, with another expectation");
        }
    }

    void problem(int line, String what) {
        wrong++;
        if (problems.size() < TargetsException.MAX_SHOWN) {
            problems.add(file + ":" + line + ": " + what);
        }
    }

    boolean isFull() {
        return targets.size() >= MAX_TARGETS;
    }

    List<Target> finish() throws TargetsException {
        if (wrong > 0) {
            String more = wrong > problems.size() ? " (the first " + problems.size() + " are shown)" : "";
            String lines = wrong == 1 ? "1 line is wrong" : wrong + " lines are wrong" + more;
            throw new TargetsException(
                    file + ": " + lines + ": nothing was probed; mend them and run it again", problems);
        }
        if (targets.isEmpty()) {
            throw new TargetsException(
                    file + ": no targets in it: write one a line, as in '203.0.113.10:443 app.example.com required'",
                    List.of());
        }
        return targets.values().stream().map(Entry::target).toList();
    }
}
