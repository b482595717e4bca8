package dev.originpull.agent.web;

import java.util.Set;

/**
 * Which requests go to an endpoint.
 *
 * @param path begins with {@code /}
 * @param prefix whether every longer path that begins with {@code path}, which then ends with a slash, is meant, and not itself
 * @param methods those that are allowed; with GET comes HEAD
 * @param oneAtATime for answers that take long or much memory to write: requests then wait their turn, the seventeenth is told to
 *     come back later
 */
public record Route(String path, boolean prefix, Set<String> methods, boolean oneAtATime, Endpoint endpoint) {
    public Route {
        if (!path.startsWith("/") || prefix && !path.endsWith("/")) {
            throw new IllegalArgumentException("not a path: " + path);
        }
        methods = Set.copyOf(methods);
    }

    /** A GET of exactly this path. */
    public static Route get(String path, Endpoint endpoint) {
        return new Route(path, false, Set.of("GET"), false, endpoint);
    }

    /** A GET of any path that begins with this one and goes on. */
    public static Route below(String path, Endpoint endpoint) {
        return new Route(path, true, Set.of("GET"), false, endpoint);
    }

    /** The same, answered one at a time. */
    public Route inTurn() {
        return new Route(path, prefix, methods, true, endpoint);
    }

    boolean covers(String asked) {
        return prefix ? asked.length() > path.length() && asked.startsWith(path) : asked.equals(path);
    }

    boolean allows(String method) {
        return methods.contains(method) || method.equals("HEAD") && methods.contains("GET");
    }
}
