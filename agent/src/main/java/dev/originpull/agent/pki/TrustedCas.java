package dev.originpull.agent.pki;

import dev.originpull.agent.config.Printable;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The CA file that a web server is to trust, looked at before the server is told to: Apache httpd dies of a block that it cannot read,
 * after its own test has passed.
 *
 * @param path the file's certificates that lead from the leaf's chain up to a root, the lowest first
 * @param further the file's other CAs, which lead to nothing that is known here
 * @param depth how far a server has to look: 1 where the root signed the leaf itself, one more for each intermediate
 * @param complaints what is wrong, a line each that says where and what to do; with any, the others are of no use
 */
public record TrustedCas(
        List<X509Certificate> path, List<X509Certificate> further, int depth, List<String> complaints) {
    /** In the key usage's bits (RFC 5280, 4.2.1.3). */
    private static final int KEY_CERT_SIGN = 5;

    public TrustedCas {
        path = List.copyOf(path);
        further = List.copyOf(further);
        complaints = List.copyOf(complaints);
    }

    /** Looks at every block of the file, and at the way from the leaf to a root in it. */
    public static TrustedCas check(Path file, Credential leaf, Instant now) {
        List<String> complaints = new ArrayList<>();
        try {
            Material material = Material.read(file);
            List<PemBlock> blocks = PemBlocks.of(material);
            blocks(material, blocks, complaints);
            List<X509Certificate> authorities = Certificates.of(material);
            boolean asItIs = LeafIssuer.isTrustedAsItIs(leaf, authorities);
            authorities.stream()
                    .filter(authority -> !asItIs || !authority.equals(leaf.leaf()))
                    .forEach(authority -> authority(file, authority, complaints));
            if (!complaints.isEmpty()) {
                return new TrustedCas(List.of(), List.of(), 1, complaints);
            }
            LeafIssuer.check(leaf, authorities, file);
            return path(file, leaf, authorities, now);
        } catch (CredentialException e) {
            complaints.add(String.valueOf(e.getMessage()));
            return new TrustedCas(List.of(), List.of(), 1, complaints);
        }
    }

    private static void blocks(Material material, List<PemBlock> blocks, List<String> complaints) {
        for (PemBlock block : blocks) {
            if (!block.isCertificate()) {
                complaints.add(material.file() + ": block " + block.number() + " is "
                        + (block.isPrivateKey() ? "a private key" : "no certificate")
                        + ": leave nothing but the CA's certificates in the file");
            }
        }
        long begun = material.text()
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("-----BEGIN"))
                .count();
        if (begun != blocks.size()) {
            complaints.add(material.file() + ": " + begun + " lines begin a block, but " + blocks.size()
                    + " can be read: copy the file again, unchanged");
        }
    }

    private static void authority(Path file, X509Certificate authority, List<String> complaints) {
        boolean[] usage = authority.getKeyUsage();
        if (authority.getBasicConstraints() < 0) {
            complaints.add(file + " holds a certificate that is no CA's: " + subject(authority)
                    + ": leave nothing but the CA's certificates in the file");
        } else if (usage != null && !usage[KEY_CERT_SIGN]) {
            complaints.add(file + ": the CA " + subject(authority)
                    + " may not sign certificates (its key usage lacks keyCertSign): issue it anew");
        }
    }

    /** Without a root, OpenSSL refuses every leaf (X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT), as no server sets its partial-chain flag. */
    private static TrustedCas path(Path file, Credential leaf, List<X509Certificate> authorities, Instant now) {
        List<String> complaints = new ArrayList<>();
        List<X509Certificate> path = new ArrayList<>();
        X509Certificate top = leaf.chain().get(leaf.chain().size() - 1);
        while (!isRoot(top)) {
            X509Certificate below = top;
            Optional<X509Certificate> issuer = authorities.stream()
                    .filter(authority -> !path.contains(authority) && LeafIssuer.signed(authority, below))
                    .findFirst();
            if (issuer.isEmpty()) {
                complaints.add(file + " ends at " + subject(top)
                        + ", which is no root, and servers refuse what leads to none: add "
                        + "the certificate of '"
                        + Printable.of(DistinguishedNames.of(top.getIssuerX500Principal())) + "'");
                break;
            }
            top = issuer.get();
            path.add(top);
        }
        LeafProblem.of(leaf.chain(), now).forEach(problem -> complaints.add(problem.what() + ": " + problem.fix()));
        path.forEach(authority -> dates(file.toString(), authority, now, complaints));
        return new TrustedCas(
                path, further(leaf, authorities), Math.max(1, leaf.chain().size() - 1 + path.size()), complaints);
    }

    /** Those that lead to the leaf on no way: a CA may have several certificates, as its own root and under an older one. */
    private static List<X509Certificate> further(Credential leaf, List<X509Certificate> authorities) {
        List<X509Certificate> leading = new ArrayList<>(leaf.chain());
        for (int i = 0; i < leading.size(); i++) {
            X509Certificate below = leading.get(i);
            authorities.stream()
                    .filter(authority -> !leading.contains(authority) && LeafIssuer.signed(authority, below))
                    .forEach(leading::add);
        }
        return authorities.stream()
                .filter(authority -> !leading.contains(authority))
                .distinct()
                .toList();
    }

    private static void dates(String where, X509Certificate certificate, Instant now, List<String> complaints) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            complaints.add(where + ": " + subject(certificate) + " expired at " + until + ": issue a new one");
        } else if (now.isBefore(from)) {
            complaints.add(where + ": " + subject(certificate) + " is not valid before " + from
                    + ": check this machine's clock, or wait");
        }
    }

    private static boolean isRoot(X509Certificate certificate) {
        return LeafIssuer.signed(certificate, certificate);
    }

    private static String subject(X509Certificate certificate) {
        return "'" + Printable.of(DistinguishedNames.of(certificate.getSubjectX500Principal())) + "'";
    }
}
