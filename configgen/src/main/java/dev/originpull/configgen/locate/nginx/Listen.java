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
 * @param listener its address is a host name where {@code named}, and {@code unix:…} with port 0 where it is no place on a network
 * @param transport what carries the connections
 * @param named whether only a resolver could tell the address
 * @param both whether an IPv6 socket takes IPv4 as well ({@code ipv6only=off})
 */
record Listen(Listener listener, Transport transport, boolean tls, boolean isDefault, boolean named, boolean both) {
    private static final int DEFAULT_PORT = 80;
    private static final String UNIX = "unix:";
    private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]*]|[^:\\[\\]]+)(?::(\\d{1,5})(?:-(\\d{1,5}))?)?");
    private static final Pattern PORTS = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

    /** What a server block without such a directive has (run by root). */
    static final Listen ABSENT =
            new Listen(new Listener(Listener.ANY_V4, DEFAULT_PORT), Transport.TCP, false, false, false, false);

    /** What carries the connections. */
    enum Transport {
        TCP,
        /** HTTP/3, which is TLS whatever else is said (ngx_http_v3_module). */
        QUIC,
        UNIX
    }

    /** The sockets that the directive names. */
    static List<Listen> of(Directive directive) {
        String address = directive.argument();
        if (address.startsWith(UNIX)) {
            return List.of(listen(directive, new Listener(address, 0), Transport.UNIX, false));
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
        Transport transport = directive.arguments().contains("quic") ? Transport.QUIC : Transport.TCP;
        return IntStream.rangeClosed(from, to)
                .mapToObj(port ->
                        listen(directive, new Listener(address.orElse(bare), port), transport, address.isEmpty()))
                .toList();
    }

    private static Listen listen(Directive directive, Listener listener, Transport transport, boolean named) {
        List<String> options = directive.arguments();
        return new Listen(
                listener.behindProxy(options.contains("proxy_protocol")),
                transport,
                options.contains("ssl") || transport == Transport.QUIC,
                options.contains("default_server") || options.contains("default"),
                named,
                options.contains("ipv6only=off"));
    }
}
