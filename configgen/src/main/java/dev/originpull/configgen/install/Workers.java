package dev.originpull.configgen.install;

import java.util.Set;

/** The server's workers, watched from before a reload. */
final class Workers {
    private final ServerProcess process;
    private final Set<Long> before;
    private Set<Long> last;

    Workers(ServerProcess process) {
        this.process = process;
        this.before = process.workers();
        this.last = before;
    }

    /** Whether one has come; where workers cannot be seen, what the addresses answer has to do. */
    boolean areNew() {
        return before.isEmpty() || !before.containsAll(process.workers());
    }

    /** Whether they are the same as when this was asked last. */
    boolean areSettled() {
        Set<Long> now = process.workers();
        boolean settled = now.equals(last);
        last = now;
        return settled;
    }
}
