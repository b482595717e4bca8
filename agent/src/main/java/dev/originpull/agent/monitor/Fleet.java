package dev.originpull.agent.monitor;

import java.util.List;
import java.util.Optional;

/** All that is watched, as it stands now. For use by many threads. */
public interface Fleet {
    /** In the order of the configuration; a copy that does not change. */
    List<Standing> standings();

    /** The one whose watch has this {@link Watch#id()}. */
    Optional<Standing> find(String id);

    /** The leaves that are presented, by the name of their identity. */
    List<LeafFacts> leaves();

    ReloadOutcome lastReload();
}
