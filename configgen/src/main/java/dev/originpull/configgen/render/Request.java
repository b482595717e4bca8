package dev.originpull.configgen.render;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.catalog.Site;
import dev.originpull.configgen.catalog.Stage;
import dev.originpull.configgen.catalog.Version;
import java.util.Optional;

/**
 * What to make a configuration for.
 *
 * @param caFile the CA that signed the leaf, PEM; every stage but {@code off} needs it
 * @param hostname whom the configuration is for; a whole site without one is for {@code app.example.com}
 * @param serverVersion the server's; empty for what every version in use understands
 * @param depth how many certificates may stand between the leaf and nothing: 1 where the CA signed the leaf itself, one
 *     more for each intermediate; 1 to 100
 * @param crlFile revoked certificates, PEM; with {@code off} nothing is checked against it
 * @param log whether each request's verification result goes to a log of its own
 * @param full whether to make a whole site and not only the directives
 * @param site what the site and the log need to name; empty for what distributions install
 */
public record Request(
        Stage stage,
        Optional<ServerPath> caFile,
        Optional<Hostname> hostname,
        Optional<Version> serverVersion,
        int depth,
        Optional<ServerPath> crlFile,
        boolean log,
        boolean full,
        Optional<Site> site,
        Provenance provenance) {
    /** OpenSSL gives up on longer chains whatever a server says (its default for X509_VERIFY_PARAM_set_depth). */
    private static final int MAX_DEPTH = 100;

    public Request {
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth " + depth + ": use Request.depth");
        }
    }

    /** Directives for {@code stage} and nothing else. */
    public static Request of(Stage stage, Optional<ServerPath> caFile, Provenance provenance) {
        return new Request(
                stage,
                caFile,
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                provenance);
    }

    /** A depth that somebody typed. */
    public static int depth(String text) throws InvalidValueException {
        if (text.matches("[0-9]{1,3}")) {
            int depth = Integer.parseInt(text);
            if (depth >= 1 && depth <= MAX_DEPTH) {
                return depth;
            }
        }
        throw new InvalidValueException("the depth is a number from 1 (the CA signed the leaf itself) to " + MAX_DEPTH
                + ", one more for each intermediate");
    }
}
