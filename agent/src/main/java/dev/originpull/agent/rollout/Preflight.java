package dev.originpull.agent.rollout;

import dev.originpull.agent.config.Printable;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.DistinguishedNames;
import dev.originpull.agent.pki.TrustedCas;
import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.ServerPath;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the server is to be told about certificates, looked at before it is told.
 *
 * @param ca the CA file as the server is to read it; empty where it needs none
 * @param depth how far the server has to look, 1 or more
 * @param certificates the leaf and all that lead from it to the root
 * @param further the CA file's other CAs
 * @param complaints why the server must not be told, a line each
 * @param summary what was found, where there are no complaints
 * @param notes what is worth knowing and in nobody's way, a line each
 */
record Preflight(
        Optional<ServerPath> ca,
        int depth,
        List<X509Certificate> certificates,
        List<X509Certificate> further,
        List<String> complaints,
        String summary,
        List<String> notes) {
    Preflight {
        certificates = List.copyOf(certificates);
        further = List.copyOf(further);
        complaints = List.copyOf(complaints);
        notes = List.copyOf(notes);
    }

    /** For a stage in which nobody is asked for a certificate. */
    static Preflight unneeded() {
        return new Preflight(Optional.empty(), 1, List.of(), List.of(), List.of(), "none are needed", List.of());
    }

    /** Looks at the CA file, and at the leaf's way to it. */
    static Preflight of(Path caFile, Credential leaf, Instant now) throws RolloutException {
        Path absolute = caFile.toAbsolutePath().normalize();
        ServerPath ca;
        try {
            ca = ServerPath.parse(absolute.toString());
        } catch (InvalidValueException e) {
            throw new RolloutException(String.valueOf(e.getMessage()), e);
        }
        TrustedCas trusted = TrustedCas.check(absolute, leaf, now);
        return new Preflight(
                Optional.of(ca),
                trusted.depth(),
                Stream.concat(leaf.chain().stream(), trusted.path().stream()).toList(),
                trusted.further(),
                trusted.complaints().stream().map(Printable::whole).toList(),
                Printable.whole(absolute.toString()) + ", leaf '"
                        + Printable.of(DistinguishedNames.of(leaf.leaf().getSubjectX500Principal())) + "', depth "
                        + trusted.depth(),
                CaPlace.note(absolute).stream().toList());
    }
}
