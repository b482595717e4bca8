package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Fleet;
import dev.originpull.agent.monitor.LeafFacts;
import dev.originpull.agent.monitor.ReloadOutcome;
import dev.originpull.agent.monitor.Standing;
import java.util.List;
import java.util.Optional;

/** A fleet that is a list. */
record ListedFleet(List<Standing> standings, List<LeafFacts> leaves, ReloadOutcome lastReload) implements Fleet {
    static ListedFleet of(Standing... standings) {
        return of(List.of(standings));
    }

    static ListedFleet of(List<Standing> standings) {
        return new ListedFleet(
                standings, List.of(), new ReloadOutcome(Sights.NOW.minusSeconds(60), Sights.NOW, List.of()));
    }

    ListedFleet withLeaves(LeafFacts... some) {
        return new ListedFleet(standings, List.of(some), lastReload);
    }

    ListedFleet withReload(ReloadOutcome other) {
        return new ListedFleet(standings, leaves, other);
    }

    @Override
    public Optional<Standing> find(String id) {
        return standings.stream()
                .filter(standing -> standing.watch().id().equals(id))
                .findFirst();
    }
}
