package dev.originpull.configgen.locate.nginx;

import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Undecidable;
import dev.originpull.configgen.render.Hostname;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses choices that could be wrong, and blocks that a setting of ours would clash in. */
final class Scrutiny {
    private static final Set<String> OURS = Set.of(
            "ssl_verify_client",
            "ssl_client_certificate",
            "ssl_trusted_certificate",
            "ssl_verify_depth",
            "ssl_crl",
            "ssl_reject_handshake");

    private static final Pattern WARNING = Pattern.compile("conflicting server name \"([^\"]*)\" on (\\S+), ignored");

    private final Hostname hostname;
    private final String hook;
    private final Site site;
    private final String report;

    /** @param report what NGINX said with its configuration, warnings too */
    Scrutiny(Hostname hostname, String hook, Site site, String report) {
        this.hostname = hostname;
        this.hook = hook;
        this.site = site;
        this.report = report;
    }

    /** Refuses a TLS socket that may be the address of a chosen one: only a resolver knows. */
    void named(List<Socket> sockets, List<Socket> chosen) throws LocateException {
        for (Socket socket : sockets) {
            boolean samePort = chosen.stream()
                    .anyMatch(other ->
                            other.listener().port() == socket.listener().port());
            if (socket.named() && socket.tls() && samePort) {
                throw Undecidable.because(socket.defaultServer().place() + ": this block listens on the host name "
                        + socket.listener().address() + ", which may be an address where " + hostname
                        + " is served: write the IP address in its place");
            }
        }
    }

    /** What answers where the hostname's clients arrive, and must not be changed. */
    LocateException blocking(Socket socket, Choice choice) {
        if (choice.isByRegex()) {
            return Undecidable.because(choice.server().place() + ": the regular expression " + choice.name()
                    + " decides on " + socket + " whether this block answers for " + hostname
                    + ": give the block that shall answer the name itself, in its server_name");
        }
        return Undecidable.othersDefault(
                hostname, socket.toString(), choice.server().place());
    }

    /** Refuses what NGINX decides by the order of files. */
    void choice(Socket socket, Choice choice) throws LocateException {
        if (choice.claimants().size() > 1) {
            throw Undecidable.claimedTwice(
                    hostname,
                    socket.toString(),
                    choice.claimants().stream().map(ServerBlock::place).toList(),
                    choice.claimants().stream().map(ServerBlock::file).toList());
        }
        Matcher warning = WARNING.matcher(report);
        while (warning.find()) {
            if (isOf(choice, warning.group(1).toLowerCase(Locale.ROOT))
                    && warning.group(2).equals(socket.address())) {
                throw Undecidable.because("NGINX says: " + warning.group() + ": leave the name in one block, beside "
                        + choice.server().place());
            }
        }
    }

    private static boolean isOf(Choice choice, String name) {
        return !choice.name().isEmpty() && (name.equals(choice.name()) || name.equals("*" + choice.name()));
    }

    /** Refuses a block that has a setting of ours, is loaded twice, or is in a file that cannot be replaced. */
    void block(ServerBlock server) throws LocateException {
        List<ServerBlock> same =
                site.servers().stream().filter(server::isSameText).toList();
        if (same.size() > 1) {
            throw Undecidable.loadedTwice(hostname, server.place());
        }
        if (!server.hooked()) {
            String own = Parser.words(hook).stream().skip(1).findFirst().orElse("");
            for (Directive directive : server.directives()) {
                if (directive.is("include")) {
                    Undecidable.refuseOwned(hostname, directive.argument(), own, server.place(), server.names());
                }
            }
        }
        for (Directive directive : server.directives()) {
            if (directive.words().isEmpty() || !OURS.contains(directive.words().get(0))) {
                continue;
            }
            if (directive.is("ssl_reject_handshake")) {
                refuseRejection(directive);
            } else if (server.existing().stream()
                    .noneMatch(own -> own.file().equals(directive.file().path()) && own.start() == directive.start())) {
                throw Undecidable.taken(hostname, directive.words().get(0), directive.file(), directive.start(), hook);
            }
        }
        for (Directive directive : site.http()) {
            // Beside ssl_client_certificate it is trusted as well, whatever it was meant for
            // (ngx_ssl_trusted_certificate).
            if (directive.is("ssl_trusted_certificate")) {
                throw Undecidable.because(directive.place()
                        + ": the CAs of this ssl_trusted_certificate would be let in beside yours, as every server block inherits it: "
                        + "move it into the other blocks, where they need it");
            }
            // Without a list of each CA in the chain NGINX refuses the certificate (unable to get certificate CRL).
            if (directive.is("ssl_crl")) {
                throw Undecidable.because(directive.place()
                        + ": every server block inherits this ssl_crl, and with it NGINX refuses the certificates of each CA that it "
                        + "holds no list of: move it into the server blocks that need it");
            }
        }
        ConfigFile file = server.file();
        Undecidable.refuseSeveralNames(file);
    }

    private void refuseRejection(Directive directive) throws LocateException {
        if (directive.argument().equals("on")) {
            throw Undecidable.because(directive.place() + ": the block that has the name " + hostname
                    + " refuses every handshake (ssl_reject_handshake on): take that out, or the name");
        }
    }
}
