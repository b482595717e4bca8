package dev.originpull.agent.web.pages;

import dev.originpull.agent.monitor.Look;
import dev.originpull.agent.monitor.Standing;
import dev.originpull.agent.monitor.Watch;
import dev.originpull.agent.verdict.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The origins that a query is for, found in one pass over the fleet; no report is unpacked for it.
 *
 * @param total how many there are in the fleet
 * @param fleet how many of the whole fleet are told what
 * @param verdicts how many there would be with another verdict, all else being the same; likewise {@code modes}
 * @param expiringClose how many of the fleet's server certificates expire within {@link Expiry#CLOSE}, or have
 * @param expiringNear how many within {@link Expiry#NEAR}, those included
 * @param matching in the order of the configuration
 */
record Selection(
        int total,
        Map<Told, Integer> fleet,
        Map<Told, Integer> verdicts,
        Map<Mode, Integer> modes,
        int expiringClose,
        int expiringNear,
        List<Standing> matching) {
    Selection {
        fleet = Map.copyOf(fleet);
        verdicts = Map.copyOf(verdicts);
        modes = Map.copyOf(modes);
        matching = List.copyOf(matching);
    }

    static Selection of(List<Standing> standings, FleetQuery query, Instant now) {
        Set<Mode> wantedModes = EnumSet.allOf(Mode.class).stream()
                .filter(mode -> query.mode().isEmpty() || query.mode().equals(mode.word()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Mode.class)));
        Set<Told> wantedVerdicts = Arrays.stream(Told.values())
                .filter(told -> query.verdict().isEmpty() || query.verdict().equals(told.word()))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Told.class)));
        Instant close = now.plus(Expiry.CLOSE);
        Instant near = now.plus(Expiry.NEAR);
        Map<Told, Integer> fleet = new EnumMap<>(Told.class);
        Map<Told, Integer> verdicts = new EnumMap<>(Told.class);
        Map<Mode, Integer> modes = new EnumMap<>(Mode.class);
        int expiringClose = 0;
        int expiringNear = 0;
        List<Standing> matching = new ArrayList<>();
        for (Standing standing : standings) {
            Told told = Told.of(standing);
            fleet.merge(told, 1, Integer::sum);
            Instant notAfter = standing.look().flatMap(Look::serverNotAfter).orElse(Instant.MAX);
            expiringClose += notAfter.isAfter(close) ? 0 : 1;
            expiringNear += notAfter.isAfter(near) ? 0 : 1;
            if (!isFor(standing.watch(), query)) {
                continue;
            }
            // Who has not been looked at has no mode, and so none that is asked for.
            boolean modeFits = query.mode().isEmpty()
                    || standing.look()
                            .map(Look::mode)
                            .filter(wantedModes::contains)
                            .isPresent();
            if (modeFits) {
                verdicts.merge(told, 1, Integer::sum);
            }
            if (wantedVerdicts.contains(told)) {
                standing.look().ifPresent(look -> modes.merge(look.mode(), 1, Integer::sum));
                if (modeFits) {
                    matching.add(standing);
                }
            }
        }
        return new Selection(standings.size(), fleet, verdicts, modes, expiringClose, expiringNear, matching);
    }

    private static boolean isFor(Watch watch, FleetQuery query) {
        String hostname = watch.hostname().name();
        return (query.hostname().isEmpty() || query.hostname().equals(hostname))
                && (query.search().isEmpty()
                        || hostname.contains(query.search())
                        || watch.address().contains(query.search()));
    }
}
