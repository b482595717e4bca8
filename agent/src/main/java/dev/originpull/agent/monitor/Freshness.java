package dev.originpull.agent.monitor;

/** Whether the last check of an origin still says something about now. */
public enum Freshness {
    /** It ended within the last {@value #INTERVALS} intervals. */
    CURRENT,
    /** It is older, and the next one waits for its turn: what is wrong counts, and what is right is undetermined. */
    IN_TURN,
    /** It is older, and no other one is on its way. */
    STALE;

    /** So many intervals after its end, a check is no longer current. */
    static final int INTERVALS = 3;
}
