package dev.originpull.agent.verdict;

import java.util.Arrays;
import java.util.Optional;

/** HTTP answers by which a server says in its own words that the client's certificate is missing or wrong. */
enum KnownRefusal {
    /** NGINX without a certificate ({@code ngx_http_special_response.c}, its internal status 496). */
    NGINX_NO_CERTIFICATE(400, "No required SSL certificate was sent"),
    /** NGINX with one that does not verify (its internal status 495). */
    NGINX_CERTIFICATE_ERROR(400, "The SSL certificate error"),
    /** NGINX's internal statuses, let out by proxies and by configuration. */
    STATUS_495(495, ""),
    STATUS_496(496, ""),
    /** Apache httpd that asks for the certificate only after a TLS 1.3 handshake ({@code ssl_engine_kernel.c}). */
    APACHE_POST_HANDSHAKE(403, "Cannot perform Post-Handshake Authentication");

    private final int status;
    private final String text;

    KnownRefusal(int status, String text) {
        this.status = status;
        this.text = text;
    }

    static Optional<KnownRefusal> in(HttpAnswer answer) {
        return Arrays.stream(values())
                .filter(known ->
                        answer.status().code() == known.status && answer.body().contains(known.text))
                .findFirst();
    }

    /** One short line, such as {@code 400 No required SSL certificate was sent}. */
    String line() {
        return status + " " + (text.isEmpty() ? new Status(status).phrase() : text);
    }
}
