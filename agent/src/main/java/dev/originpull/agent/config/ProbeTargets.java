package dev.originpull.agent.config;

import java.util.List;

/** What {@code /probe} may be asked to probe. */
public sealed interface ProbeTargets {
    /** The configured origins and nothing else. */
    record Configured() implements ProbeTargets {}

    /** The configured origins, and whatever has an address in one of the ranges, at least one. */
    record Ranges(List<AddressRange> ranges) implements ProbeTargets {
        public Ranges {
            ranges = List.copyOf(ranges);
            if (ranges.isEmpty()) {
                throw new IllegalArgumentException("no ranges");
            }
        }
    }
}
