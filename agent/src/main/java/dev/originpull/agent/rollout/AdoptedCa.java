package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.Certificates;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.configgen.catalog.ServerPath;
import dev.originpull.configgen.locate.ConfigFile;
import dev.originpull.configgen.locate.Existing;
import dev.originpull.configgen.locate.Located;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What changes if the server reads identity.ca instead of the CA file that an adopted directive names. */
final class AdoptedCa {
    private static final Set<String> DIRECTIVES = Set.of("ssl_client_certificate", "sslcacertificatefile");

    private AdoptedCa() {}

    /** A line for each adopted CA file that does not hold the same CAs; none if nothing is adopted. */
    static List<String> notes(Located located, Optional<ServerPath> ca) {
        return ca.isEmpty()
                ? List.of()
                : located.blocks().stream()
                        .flatMap(block -> block.existing().stream())
                        .filter(existing -> DIRECTIVES.contains(existing.name().toLowerCase(Locale.ROOT)))
                        .flatMap(existing -> note(existing, Path.of(ca.get().toString())).stream())
                        .distinct()
                        .toList();
    }

    private static Optional<String> note(Existing existing, Path ours) {
        String named = argument(existing);
        Path theirs = Path.of(named);
        String line = "adopted-ca: " + Printable.whole(existing.place()) + " names " + Printable.whole(named) + ", ";
        if (!theirs.isAbsolute()) {
            return Optional.of(line + "relative to the server's folder, which originpull does not compare with " + ours
                    + ": check that both hold the same CAs");
        }
        try {
            Set<X509Certificate> before = new HashSet<>(Certificates.read(theirs));
            Set<X509Certificate> after = new HashSet<>(Certificates.read(ours));
            String lost = names(before, after);
            String gained = names(after, before);
            String differs = (lost.isEmpty() ? "" : "; certificates of " + lost + " will no longer be accepted")
                    + (gained.isEmpty() ? "" : "; certificates of " + gained + " will be accepted as well");
            return differs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(line + "and originpull's file names " + ours + " (identity.ca)" + differs
                            + ": to keep the CAs, name that file in identity.ca");
        } catch (CredentialException e) {
            return Optional.of(line + "which cannot be compared with " + ours + " (identity.ca): "
                    + Printable.whole(String.valueOf(e.getMessage())));
        }
    }

    private static String names(Set<X509Certificate> some, Set<X509Certificate> others) {
        return some.stream()
                .filter(each -> !others.contains(each))
                .map(each -> "'" + Printable.of(DistinguishedNames.of(each.getSubjectX500Principal())) + "'")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** The directive's only argument, without quotes and the semicolon. */
    private static String argument(Existing existing) {
        String text = ConfigFile.fromBytes(existing.text()).strip();
        String rest = text.substring(existing.name().length()).strip();
        String bare = rest.endsWith(";") ? rest.substring(0, rest.length() - 1).strip() : rest;
        boolean quoted = bare.length() > 1
                && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
                && bare.charAt(bare.length() - 1) == bare.charAt(0);
        return quoted ? bare.substring(1, bare.length() - 1) : bare;
    }
}
