package dev.originpull.agent.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** Why an address is not to be had, and what to do, from what the system says. */
final class ListenFailure {
    private ListenFailure() {}

    static IOException of(InetSocketAddress address, Throwable cause) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        String host = address.getHostString();
        String where = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
        return new IOException("Cannot listen on " + where + ": " + reason(address, said), cause);
    }

    private static String reason(InetSocketAddress address, String said) {
        if (address.isUnresolved()) {
            return "the name has no address. Write an IP address in web.listen.";
        }
        if (said.contains("in use")) {
            return "another program listens there (`ss -ltnp 'sport = :" + address.getPort()
                    + "'` shows which). Stop it, or choose another port with --listen or web.listen.";
        }
        if (said.contains("cannot assign") || said.contains("can't assign")) {
            return "no network interface of this machine has that address (`ip address` shows them)."
                    + " Choose another with --listen or web.listen.";
        }
        if (said.contains("denied")) {
            return "ports below 1024 need a privilege. Choose a higher port with --listen or web.listen.";
        }
        return said + ". Choose another address with --listen or web.listen.";
    }
}
