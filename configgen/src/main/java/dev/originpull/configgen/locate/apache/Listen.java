package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.IpText;
import dev.originpull.configgen.locate.Listener;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Undecidable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Listen directive.
 *
 * @param host an IP address without brackets, or {@value #ANY}
 * @param https whether TLS is spoken where nothing else is said (mpm_common's {@code Listen}: on port 443)
 */
record Listen(String host, int port, boolean https) {
    static final String ANY = "*";

    private static final Path OWN_V6 = Path.of("/proc/net/if_inet6");
    private static final int HTTPS_PORT = 443;

    /** Reads one. */
    static Listen of(Directive directive, Running running) throws LocateException {
        String text = running.resolved(directive.argument())
                .orElseThrow(() -> Undecidable.because(directive.place() + ": the value of " + directive.argument()
                        + " is not in the configuration: write the address in its place"));
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? ANY : text.substring(0, colon).replaceAll("[\\[\\]]", "");
        Optional<String> address = host.equals(ANY) ? Optional.of(ANY) : IpText.canonical(host);
        String port = text.substring(colon + 1);
        if (address.isEmpty() || !port.matches("\\d{1,5}")) {
            throw Undecidable.because(directive.place() + ": " + directive.text()
                    + " names no IP address, and the address is not in the configuration: write it in its place");
        }
        int number = Integer.parseInt(port);
        boolean https = directive.words().size() > 2
                ? directive.words().get(2).equalsIgnoreCase("https")
                : number == HTTPS_PORT;
        return new Listen(address.get(), number, https);
    }

    /** The sockets that come of it. */
    List<Listener> listeners() {
        List<Listener> listeners = new ArrayList<>();
        if (!host.equals(ANY)) {
            listeners.add(new Listener(host, port));
        } else {
            listeners.add(new Listener(Listener.ANY_V4, port));
            if (hasV6()) {
                listeners.add(new Listener(Listener.ANY_V6, port));
            }
        }
        return listeners;
    }

    /** Whether clients of an address and port come in here. */
    boolean covers(String address, int number) {
        boolean v6 = address.indexOf(':') >= 0;
        return (port == number || number == 0)
                && (host.equals(ANY) || host.equals(address) || host.equals(v6 ? Listener.ANY_V6 : Listener.ANY_V4));
    }

    /** Whether this host has ::1: without, httpd binds IPv4 alone and says nothing. */
    private static boolean hasV6() {
        try {
            return Files.readString(OWN_V6).contains("00000000000000000000000000000001 ");
        } catch (IOException notLinux) {
            return false;
        }
    }
}
