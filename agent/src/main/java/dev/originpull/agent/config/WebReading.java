package dev.originpull.agent.config;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code web:}. */
final class WebReading {
    private static final String CONFIGURED = "configured";

    private WebReading() {}

    static WebSettings read(Section web) {
        InetSocketAddress listen = web.text("listen", ListenAddress::parse).orElse(ListenAddress.DEFAULT);
        Optional<WebTls> tls = web.section("tls", Keys.TLS).flatMap(TlsReading::read);
        boolean lifecycle = web.text("lifecycle", Section::truth).orElse(false);
        return new WebSettings(listen, tls, users(web), lifecycle, targets(web));
    }

    private static Map<String, String> users(Section web) {
        Map<String, String> users = new LinkedHashMap<>();
        web.namedWords("basic-auth").forEach((user, hash) -> {
            if (user.isEmpty() || user.contains(":") || user.chars().anyMatch(Character::isISOControl)) {
                web.complain(
                        hash.line(),
                        "'" + Printable.of(user)
                                + "' is no name of a user: it must not be empty or hold a colon (RFC 7617, 2)");
            }
            web.parsed(web.named("basic-auth") + "." + Printable.of(user), hash, BcryptHash::check)
                    .ifPresent(sound -> users.put(user, sound));
        });
        return users;
    }

    private static ProbeTargets targets(Section web) {
        if (!web.isList("probe-targets")) {
            return web.text("probe-targets", WebReading::configured).orElseGet(ProbeTargets.Configured::new);
        }
        List<AddressRange> ranges = web.texts("probe-targets", AddressRange::parse);
        if (ranges.isEmpty()) {
            if (web.words("probe-targets").isEmpty()) {
                web.complain(
                        web.line("probe-targets"),
                        "'" + web.named("probe-targets") + "' lists nothing: list ranges, or write " + CONFIGURED);
            }
            return new ProbeTargets.Configured();
        }
        return new ProbeTargets.Ranges(ranges);
    }

    private static ProbeTargets configured(String word) {
        if (!word.equals(CONFIGURED)) {
            throw new IllegalArgumentException("'" + Printable.of(word) + "': write " + CONFIGURED
                    + ", or a list of address ranges, as in [203.0.113.0/24]");
        }
        return new ProbeTargets.Configured();
    }
}
