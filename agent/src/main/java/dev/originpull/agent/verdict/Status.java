package dev.originpull.agent.verdict;

import org.jspecify.annotations.Nullable;

/**
 * What an answer's status can say about a client certificate.
 *
 * @param code an HTTP status of 200 to 999; {@value #NOT_HTTP} for a service that is not HTTP
 */
record Status(int code) {
    static final int NOT_HTTP = 0;
    private static final int NOT_FOUND = 404;
    private static final int MISDIRECTED = 421;

    /**
     * Written out: a record's own is put together at its first use, and every probe of one origin would wait for that.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Status status && status.code == code;
    }

    @Override
    public int hashCode() {
        return code;
    }

    /** The service let the client in, as far as the status goes. */
    boolean isSuccess() {
        return code == NOT_HTTP || code < 300;
    }

    boolean isBelow400() {
        return code < 400;
    }

    /** The server could not, whoever asked: nothing about the client. */
    boolean isServerFailure() {
        return code >= 500 || isPassing();
    }

    /** The request met the wrong virtual host (RFC 9110, 15.5.20). */
    boolean isMisdirected() {
        return code == MISDIRECTED;
    }

    /**
     * Whether everybody's getting this status means that nobody is refused. 400, 401, 403 and 407 do not: servers
     * refuse certificates with them, so that all may have been refused.
     */
    boolean canAccept() {
        return !isServerFailure() && !isMisdirected() && !isDenial();
    }

    /** Whether servers refuse clients with it: 400, 401, 403, 407. */
    boolean isDenial() {
        return code == 400 || code == 401 || code == 403 || code == 407;
    }

    boolean isRedirect() {
        return code >= 300 && code < 400;
    }

    /** Whether this status in another's stead can be a refusal: redirected, hidden or forbidden. */
    boolean canRefuse() {
        return code >= 300 && !isServerFailure() && !isMisdirected();
    }

    /**
     * Whether it can be a refusal of the leaf itself: there a redirect or a missing page is likelier than a judgement.
     */
    boolean canRefuseLeaf() {
        return code >= 400 && canRefuse() && code != NOT_FOUND;
    }

    /** 408 Request Timeout, 425 Too Early, 429 Too Many Requests (RFC 9110, RFC 8470, RFC 6585). */
    private boolean isPassing() {
        return code == 408 || code == 425 || code == 429;
    }

    /** The registry's name for the statuses that origins answer with (RFC 9110, 15), for answers that carry none. */
    String phrase() {
        return switch (code) {
            case 200 -> "OK";
            case 204 -> "No Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 303 -> "See Other";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 308 -> "Permanent Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 407 -> "Proxy Authentication Required";
            case 408 -> "Request Timeout";
            case 410 -> "Gone";
            case 421 -> "Misdirected Request";
            case 425 -> "Too Early";
            case 429 -> "Too Many Requests";
            case 495 -> "SSL Certificate Error";
            case 496 -> "SSL Certificate Required";
            case 500 -> "Internal Server Error";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "";
        };
    }
}
