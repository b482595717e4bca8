package dev.originpull.agent.verdict;

import dev.originpull.configgen.catalog.Stage;
import java.util.Optional;

/** Knows how servers are told what to do with client certificates. */
@FunctionalInterface
public interface Remedies {
    /** Knows no server: every fix speaks generally. */
    Remedies NONE = (server, stage) -> Optional.empty();

    /**
     * What puts a server into a stage.
     *
     * @param serverHeader how the server names itself, such as {@code nginx/1.22.1} or {@code Apache/2.4.71 (Debian)}
     * @return empty for a server that is not known
     */
    Optional<Remedy> setting(String serverHeader, Stage stage);

    /**
     * A setting.
     *
     * @param server the name that {@code originpull generate} knows it by, such as {@code nginx}
     * @param title the name that people know it by, such as {@code NGINX}
     * @param directive such as {@code ssl_verify_client on;}
     * @param context where it belongs, such as {@code the server block}
     * @param docs the directive's page in the server's manual
     * @param caFile where the CA's certificate may lie on the server's host, an absolute path
     */
    record Remedy(String server, String title, String directive, String context, String docs, String caFile) {}
}
