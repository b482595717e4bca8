package dev.originpull.agent.monitor.originlog;

import java.util.Locale;

/** What became of a request's client certificate, by the web server's own word. */
public enum ClientVerify {
    SUCCESS,
    FAILED,
    NONE,
    /** Anything else, as mod_ssl's GENEROUS: taken without being verified. Apache 2.4 says FAILED to a forgery under optional_no_ca. */
    OTHER;

    /** NGINX's {@code $ssl_client_verify}, empty without TLS; Apache's {@code SSL_CLIENT_VERIFY}, {@code -} where there is no such thing. */
    static ClientVerify of(String logged) {
        return switch (logged) {
            case "SUCCESS" -> SUCCESS;
            case "NONE", "", "-" -> NONE;
            default -> logged.equals("FAILED") || logged.startsWith("FAILED:") ? FAILED : OTHER;
        };
    }

    /** As in metrics: {@code success}, {@code failed}, {@code none}, {@code other}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
