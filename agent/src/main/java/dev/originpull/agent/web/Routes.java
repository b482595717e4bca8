package dev.originpull.agent.web;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All that a server answers to: exact paths before prefixes, longer prefixes before shorter ones. */
public record Routes(List<Route> list) {
    public Routes {
        list = List.copyOf(list);
        Set<String> paths = new HashSet<>();
        for (Route route : list) {
            if (!paths.add(route.path() + route.prefix())) {
                throw new IllegalArgumentException("two routes for " + route.path());
            }
        }
    }

    public static Routes of(Route... routes) {
        return new Routes(Arrays.asList(routes));
    }

    Optional<Route> find(String path) {
        return list.stream().filter(route -> route.covers(path)).reduce(Routes::closer);
    }

    private static Route closer(Route a, Route b) {
        if (a.prefix() != b.prefix()) {
            return a.prefix() ? b : a;
        }
        return a.path().length() >= b.path().length() ? a : b;
    }
}
