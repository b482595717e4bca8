package dev.originpull.configgen.locate.apache;

import dev.originpull.configgen.locate.LocateException;
import dev.originpull.configgen.locate.Undecidable;
import dev.originpull.configgen.render.Hostname;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refuses choices that could be wrong, and virtual hosts that a setting of ours would clash in. */
final class Scrutiny {
    private static final Set<String> OURS = Set.of(
            "sslverifyclient",
            "sslverifydepth",
            "sslcacertificatefile",
            "sslcacertificatepath",
            "sslcadnrequestfile",
            "sslcadnrequestpath",
            "sslcarevocationfile",
            "sslcarevocationpath",
            "sslcarevocationcheck");

    private static final Set<String> NAMING = Set.of("virtualhost", "servername", "serveralias");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

    private final Hostname hostname;
    private final String hook;
    private final Configuration configuration;

    Scrutiny(Hostname hostname, String hook, Configuration configuration) {
        this.hostname = hostname;
        this.hook = hook;
        this.configuration = configuration;
    }

    /** Refuses names and addresses that httpd itself found no value for: as a service it may have one. */
    void variables(Running running) throws LocateException {
        Optional<Directive> unknown = configuration
                .everything()
                .filter(directive -> NAMING.contains(directive.name()))
                .filter(directive -> VARIABLE.matcher(directive.text())
                        .results()
                        .anyMatch(variable -> running.undefined().contains(variable.group(1))))
                .findFirst();
        if (unknown.isPresent()) {
            throw Undecidable.because(unknown.get().place() + ": httpd knows no value for the variable in `"
                    + unknown.get().text() + "`, and may have one when it runs as a service: Define it");
        }
    }

    /** Refuses what httpd decides by the order of files, or what is not known whole. */
    void choice(Socket socket, Choice choice, List<Host> hosts) throws LocateException {
        if (choice.claimants().size() > 1) {
            throw Undecidable.claimedTwice(
                    hostname,
                    socket.listener().toString(),
                    choice.claimants().stream()
                            .map(host -> host.section().place())
                            .toList(),
                    choice.claimants().stream().map(Host::file).toList());
        }
        for (Host host : hosts) {
            Optional<String> name =
                    host.names().stream().filter(text -> text.contains("${")).findFirst();
            if (name.isPresent() && !host.names().contains(hostname.name())) {
                Matcher variable = VARIABLE.matcher(name.get());
                throw Undecidable.because(host.section().place() + ": this virtual host may answer for " + hostname
                        + ", as its name " + name.get() + " has a variable whose value httpd does not report"
                        + (variable.find() ? ": Define " + variable.group(1) : "") + " or write the name out");
            }
            if (host.entry().isSamePlace(choice.host().entry())) {
                return;
            }
        }
    }

    /**
     * Whether our line, which comes last, takes the place of it: httpd's last directive counts. In a section of the virtual host it
     * would be another setting.
     */
    private boolean isOverridden(Directive directive, Host host) {
        if (!directive.is("sslverifyclient") || !directive.argument().equalsIgnoreCase("none")) {
            return false;
        }
        boolean before = false;
        for (Directive own : host.own()) {
            before |= own.equals(directive);
            if (own.text().equals(hook)) {
                return before;
            }
        }
        return before;
    }

    /** Whether a certificate is refused where there is no list of its CA. */
    private static boolean needsLists(Directive check) {
        String words = check.text().toLowerCase(Locale.ROOT);
        return !words.matches("sslcarevocationcheck\\s+\"?none\\b.*") && !words.contains("no_crl_for_cert_ok");
    }

    /** Refuses a virtual host that has a setting of ours, is loaded twice, or is in a file that cannot be replaced. */
    void host(Host host) throws LocateException {
        if (host.isMade()) {
            throw Undecidable.because(host.place() + ": a macro (mod_macro) makes the virtual host "
                    + host.entry().names().get(0) + ", which answers for " + hostname
                    + ": it has no section of its own to change: write the virtual host of " + hostname + " out");
        }
        if (configuration.timesRead(host.file()) > 1) {
            throw Undecidable.loadedTwice(hostname, host.section().place());
        }
        if (host.own().stream().noneMatch(directive -> directive.text().equals(hook))) {
            String own = hook.substring(hook.indexOf(' ') + 1);
            for (Directive directive : host.own()) {
                if (directive.is("includeoptional")) {
                    Undecidable.refuseOwned(hostname, directive.argument(), own, host.place(), host.names());
                }
            }
        }
        for (Directive directive : host.all()) {
            if (OURS.contains(directive.name())
                    && !isOverridden(directive, host)
                    && host.existing().stream()
                            .noneMatch(own ->
                                    own.file().equals(directive.file().path()) && own.start() == directive.start())) {
                throw Undecidable.taken(hostname, directive.text(), directive.file(), directive.start(), hook);
            }
        }
        for (Directive directive : configuration.main()) {
            // A virtual host's SSLCACertificateFile takes the place of the main server's, and leaves its path.
            if (directive.is("sslcacertificatepath")) {
                throw Undecidable.because(directive.place()
                        + ": the CAs of this SSLCACertificatePath would be let in beside yours, as every virtual host inherits it: "
                        + "move it into those that need it");
            }
            if (directive.is("sslcarevocationcheck") && needsLists(directive)) {
                throw Undecidable.because(directive.place() + ": every virtual host inherits this `" + directive.text()
                        + "`, and with it httpd refuses the certificates of each CA that it has no list of: move it into the "
                        + "virtual hosts that need it, or add no_crl_for_cert_ok");
            }
        }
        Undecidable.refuseSeveralNames(host.file());
    }
}
