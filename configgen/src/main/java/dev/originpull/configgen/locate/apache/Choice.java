package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.Block.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The virtual host that httpd takes for a hostname: the first one with a name or pattern that fits, or the first one.
 *
 * @param host the first of {@code claimants}
 * @param claimants those that have the name itself, and the chosen one
 */
record Choice(Host host, Match match, List<Host> claimants) {
    Choice {
        claimants = List.copyOf(claimants);
    }

    /** @param hosts those of one socket, in the order of the configuration; never empty */
    static Choice of(List<Host> hosts, String hostname) {
        List<Host> claimants = new ArrayList<>();
        Match match = Match.DEFAULT;
        for (Host host : hosts) {
            boolean exact = host.names().contains(hostname);
            boolean pattern = host.names().stream().anyMatch(name -> isPattern(name) && fits(name, hostname));
            if (claimants.isEmpty() && (exact || pattern)) {
                match = exact ? Match.EXACT : Match.WILDCARD;
                claimants.add(host);
            } else if (exact
                    && claimants.stream().noneMatch(other -> other.entry().isSamePlace(host.entry()))) {
                claimants.add(host);
            }
        }
        return claimants.isEmpty()
                ? new Choice(hosts.get(0), match, hosts.subList(0, 1))
                : new Choice(claimants.get(0), match, claimants);
    }

    static boolean isPattern(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
    }

    /** A star stands for any characters, dots too, and a question mark for one (ap_strcasecmp_match). */
    private static boolean fits(String pattern, String hostname) {
        StringBuilder regex = new StringBuilder();
        pattern.chars()
                .forEach(c ->
                        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(Character.toString((char) c))));
        return Pattern.matches(regex.toString(), hostname);
    }
}
