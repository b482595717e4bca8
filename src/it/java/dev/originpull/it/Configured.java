package dev.originpull.it;

import dev.originpull.it.pki.TestPki;
import dev.originpull.it.server.Apache;
import dev.originpull.it.server.Caddy;
import dev.originpull.it.server.Haproxy;
import dev.originpull.it.server.Lighttpd;
import dev.originpull.it.server.Nginx;
import dev.originpull.it.server.OpensslServer;
import dev.originpull.it.server.Origins;
import dev.originpull.it.server.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A server configured by hand, as people do it.
 *
 * @param mode the mode that this makes
 */
record Configured(String name, String mode, Origins.Start start) {
    /** Servers that judge a certificate in the handshake or in HTTP, and answer 200 where they take it. */
    static List<Configured> table() {
        return List.of(
                nginx("required", "ssl_verify_client on;"),
                nginx(
                        "required",
                        "ssl_verify_client on; error_page 495 496 =403 @no; location @no { return 403 \"no\"; }"),
                nginx("required", "ssl_verify_client on; error_page 495 496 =444 @no; location @no { return 444; }"),
                nginx("optional", "ssl_verify_client optional;"),
                nginx("observe", "ssl_verify_client optional_no_ca;"),
                nginx("required", "ssl_verify_client optional; if ($ssl_client_verify != SUCCESS) { return 403; }"),
                nginx(
                        "required",
                        "ssl_verify_client optional_no_ca; if ($ssl_client_verify != SUCCESS) { return 403; }"),
                nginx("off", ""),
                apache("required", "SSLVerifyClient require"),
                apache("optional", "SSLVerifyClient optional"),
                apache("observe", "SSLVerifyClient optional_no_ca"),
                // Cloudflare's own first step: no certificate is asked for.
                apache("off", ""),
                haproxy("required", "verify required"),
                haproxy("optional", "verify optional"),
                haproxy("observe", "verify optional ca-ignore-err all crt-ignore-err all"),
                haproxy("required-any", "verify required ca-ignore-err all crt-ignore-err all"),
                haproxy("off", "verify none"),
                caddy("observe", "request"),
                caddy("required-any", "require"),
                caddy("optional", "verify_if_given"),
                caddy("required", "require_and_verify"),
                new Configured("caddy without client_auth", "off", home -> Caddy.start(home, "")),
                lighttpd("required", "enable", "enable"),
                lighttpd("observe", "enable", "disable"),
                lighttpd("off", "disable", "disable"),
                // "Must have a certificate" it says, and takes any: without the second option verification only talks.
                openssl("required-any", "-Verify", "1"),
                openssl("required", "-Verify", "1", "-verify_return_error"),
                openssl("observe", "-verify", "1"),
                openssl("optional", "-verify", "1", "-verify_return_error"),
                openssl("off"));
    }

    Server in(Path home) throws IOException {
        return start.in(home);
    }

    /** The directory it lives in, among others. */
    String directory() {
        return Integer.toHexString(name.hashCode());
    }

    @Override
    public String toString() {
        return name;
    }

    static Configured nginx(String mode, String lines) {
        return new Configured(
                "nginx " + lines,
                mode,
                home -> Nginx.start(
                        home,
                        "ssl_client_certificate " + TestPki.get().ca() + ";\n" + lines + "\n" + Nginx.ANSWER_200));
    }

    static Configured apache(String mode, String lines) {
        return new Configured(
                "apache " + lines,
                mode,
                home -> Apache.start(
                        home, "SSLCACertificateFile " + TestPki.get().ca() + "\n" + lines));
    }

    private static Configured haproxy(String mode, String words) {
        return new Configured(
                "haproxy " + words,
                mode,
                home -> Haproxy.start(home, "ca-file " + TestPki.get().ca() + " " + words));
    }

    private static Configured caddy(String mode, String word) {
        return new Configured(
                "caddy " + word,
                mode,
                home -> Caddy.start(
                        home,
                        "client_auth {\n  mode " + word + "\n  trusted_ca_cert_file "
                                + TestPki.get().ca() + "\n}"));
    }

    private static Configured lighttpd(String mode, String activate, String enforce) {
        return new Configured(
                "lighttpd activate " + activate + ", enforce " + enforce,
                mode,
                home -> Lighttpd.start(
                        home, """
                        ssl.verifyclient.activate = "%s"
                        ssl.verifyclient.enforce = "%s"
                        ssl.verifyclient.ca-file = "%s"
                        """.formatted(activate, enforce, TestPki.get().ca())));
    }

    private static Configured openssl(String mode, String... options) {
        return new Configured(
                "openssl s_server " + String.join(" ", options), mode, home -> OpensslServer.start(home, options));
    }
}
