package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The origins that a query is for, found in one pass over the fleet; no report is unpacked for it.
 *
 * @param total how many there are in the fleet
 * @param fleetVerdicts how many of the fleet have which verdict
 * @param verdicts how many there would be with another verdict, all else being the same; likewise {@code modes}
 * @param expiringClose how many of the fleet's server certificates expire within {@link Expiry#CLOSE}, or have
 * @param expiringNear how many within {@link Expiry#NEAR}, those counted too
 * @param matching in the order of the configuration
 */
record Selection(
        int total,
        Map<String, Integer> fleetVerdicts,
        Map<String, Integer> verdicts,
        Map<String, Integer> modes,
        int expiringClose,
        int expiringNear,
        List<Standing> matching) {
    Selection {
        fleetVerdicts = Map.copyOf(fleetVerdicts);
        verdicts = Map.copyOf(verdicts);
        modes = Map.copyOf(modes);
        matching = List.copyOf(matching);
    }

    static Selection of(List<Standing> fleet, FleetQuery query, Instant now) {
        Map<String, Integer> fleetVerdicts = new TreeMap<>();
        Map<String, Integer> verdicts = new TreeMap<>();
        Map<String, Integer> modes = new TreeMap<>();
        int close = 0;
        int near = 0;
        List<Standing> matching = new ArrayList<>();
        for (Standing standing : fleet) {
            Look look = standing.look().orElse(null);
            String mode = look == null ? "" : look.mode().word();
            String verdict = look == null ? FleetQuery.PENDING : look.verdict().word();
            fleetVerdicts.merge(verdict, 1, Integer::sum);
            Instant notAfter =
                    look == null ? Instant.MAX : look.serverNotAfter().orElse(Instant.MAX);
            close += notAfter.isAfter(now.plus(Expiry.CLOSE)) ? 0 : 1;
            near += notAfter.isAfter(now.plus(Expiry.NEAR)) ? 0 : 1;
            if (!isFor(standing.watch(), query)) {
                continue;
            }
            boolean modeFits = query.mode().isEmpty() || query.mode().equals(mode);
            boolean verdictFits = query.verdict().isEmpty() || query.verdict().equals(verdict);
            if (modeFits) {
                verdicts.merge(verdict, 1, Integer::sum);
            }
            if (verdictFits && look != null) {
                modes.merge(mode, 1, Integer::sum);
            }
            if (modeFits && verdictFits) {
                matching.add(standing);
            }
        }
        return new Selection(fleet.size(), fleetVerdicts, verdicts, modes, close, near, matching);
    }

    /** How many of the whole fleet have this verdict. */
    int inFleet(String verdict) {
        return fleetVerdicts.getOrDefault(verdict, 0);
    }

    private static boolean isFor(Watch watch, FleetQuery query) {
        String hostname = watch.hostname().name();
        return (query.hostname().isEmpty() || query.hostname().equals(hostname))
                && (query.search().isEmpty()
                        || hostname.contains(query.search())
                        || watch.address().contains(query.search()));
    }
}
