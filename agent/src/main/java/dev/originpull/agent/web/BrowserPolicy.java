package dev.originpull.agent.web;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Keeps other sites from using a person's browser to ask or to tell this server something. A program that is no browser sends none
 * of the headers that are looked at here, and is not bothered.
 */
final class BrowserPolicy {
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.]+(%25[0-9A-Za-z._~-]+)?]");

    /** Whether names are looked at: where the address alone is what keeps others away. */
    private final boolean onlyLocalNames;

    /** @param address on which the server listens */
    BrowserPolicy(InetAddress address, Listening listening) {
        this.onlyLocalNames = address.isLoopbackAddress()
                && listening.tls().isEmpty()
                && listening.users().isEmpty();
    }

    /** Why the request is refused. */
    Optional<Response> refuse(Request request) {
        if (onlyLocalNames
                && request.header("host").filter(host -> !isLocal(host)).isPresent()) {
            return Optional.of(Problem.of(
                    421,
                    "A server on a loopback address without a password answers to localhost and to IP addresses only, as any site"
                            + " could give its own name this address: have a reverse proxy send `Host: localhost`, or configure"
                            + " web.basic-auth or web.tls.",
                    request.wantsHtml()));
        }
        if (isForeign(request)) {
            return Optional.of(Problem.of(403, "The request was made by a page of another site.", request.wantsHtml()));
        }
        return Optional.empty();
    }

    /** A name with a dot may be anybody's in DNS, and point to 127.0.0.1 (DNS rebinding). */
    private static boolean isLocal(String host) {
        int colon = host.lastIndexOf(':');
        String name = (colon > host.lastIndexOf(']') ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
        return name.indexOf('.') < 0
                || name.endsWith(".localhost")
                || IP_ADDRESS.matcher(name).matches();
    }

    /**
     * Fetch metadata where the browser has it, which leaves links from elsewhere alone; otherwise the origin, which a browser sends
     * with forms and with what scripts of another site ask for.
     */
    private static boolean isForeign(Request request) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        Optional<String> site = request.header("sec-fetch-site");
        if (site.isPresent()) {
            boolean own = site.get().equals("same-origin") || site.get().equals("none");
            boolean link = reads
                    && request.header("sec-fetch-mode")
                            .filter("navigate"::equals)
                            .isPresent()
                    && request.header("sec-fetch-dest")
                            .filter("document"::equals)
                            .isPresent();
            return !own && !link;
        }
        Optional<String> origin = request.header("origin");
        return origin.isPresent() && !isOwn(origin.get(), request.header("host"));
    }

    private static boolean isOwn(String origin, Optional<String> host) {
        return host.isPresent()
                && (origin.equalsIgnoreCase("http://" + host.get())
                        || origin.equalsIgnoreCase("https://" + host.get()));
    }
}
