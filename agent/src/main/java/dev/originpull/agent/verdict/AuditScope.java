package dev.originpull.agent.verdict;

import java.util.List;

/**
 * What an audit looks at besides the case itself.
 *
 * @param paths other paths to ask for, in origin form; at most {@value #MOST_PATHS}
 * @param plainHttpPort where HTTP without TLS is looked for, 1 to 65535
 */
public record AuditScope(List<String> paths, int plainHttpPort) {
    public static final int MOST_PATHS = 32;
    private static final int HTTP = 80;

    public AuditScope {
        paths = List.copyOf(paths);
        if (paths.size() > MOST_PATHS) {
            throw new IllegalArgumentException("an audit asks for at most " + MOST_PATHS + " paths: " + paths.size());
        }
        if (plainHttpPort < 1 || plainHttpPort > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535: " + plainHttpPort);
        }
    }

    /** Port 80 and those paths. */
    public static AuditScope of(List<String> paths) {
        return new AuditScope(paths, HTTP);
    }
}
