package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.IpText;
import dev.originpull.configgen.locate.Listener;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A listen directive's word for one socket (ngx_http_core_module's {@code listen}).
 *
 * @param listener its address is a host name where {@code named}
 * @param named whether only a resolver could tell the address
 * @param both whether an IPv6 socket takes IPv4 as well ({@code ipv6only=off})
 */
record Listen(Listener listener, boolean tls, boolean isDefault, boolean named, boolean both) {
    private static final int DEFAULT_PORT = 80;
    private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]+)(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /** What a server block without such a directive has (run by root). */
    static final Listen ABSENT = new Listen(new Listener(Listener.ANY_V4, DEFAULT_PORT), false, false, false, false);

    /** The TCP sockets that the directive names: none for Unix sockets and QUIC. */
    static List<Listen> of(Directive directive) {
        String address = directive.argument();
        if (address.startsWith("unix:") || directive.arguments().contains("quic")) {
            return List.of();
        }
        Matcher ports = PORTS.matcher(address);
        if (ports.matches()) {
            return range(directive, "*", ports.group(1), ports.group(2));
        }
        Matcher both = ADDRESS.matcher(address);
        if (!both.matches()) {
            return List.of();
        }
        String port = Optional.ofNullable(both.group(2)).orElse(String.valueOf(DEFAULT_PORT));
        return range(directive, both.group(1), port, both.group(3));
    }

    private static List<Listen> range(Directive directive, String host, String first, @Nullable String last) {
        int from = Integer.parseInt(first);
        int to = last == null ? from : Integer.parseInt(last);
        boolean bracketed = host.startsWith("[");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        Optional<String> address = host.equals("*") ? Optional.of(Listener.ANY_V4) : IpText.canonical(bare);
        List<String> options = directive.arguments();
        return IntStream.rangeClosed(from, to)
                .mapToObj(port -> new Listen(
                        new Listener(address.orElse(bare), port),
                        options.contains("ssl"),
                        options.contains("default_server") || options.contains("default"),
                        address.isEmpty(),
                        options.contains("ipv6only=off")))
                .toList();
    }
}
