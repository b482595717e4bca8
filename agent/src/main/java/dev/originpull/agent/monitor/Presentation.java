package dev.originpull.agent.monitor;

import dev.originpull.agent.config.IdentityFiles;
import dev.originpull.agent.pki.Certificates;
import dev.originpull.agent.pki.Credential;
import dev.originpull.agent.pki.CredentialException;
import dev.originpull.agent.pki.ForgedIdentity;
import dev.originpull.agent.pki.KeyFilePermissions;
import dev.originpull.agent.pki.LeafIssuer;
import dev.originpull.agent.probe.Identities;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is presented to origins, and the files that it was read from. Immutable, so safe to share between threads.
 *
 * @param files empty where there is no leaf
 * @param stamps of the files, from before they were read
 */
public record Presentation(Identities identities, Optional<IdentityFiles> files, List<FileStamp> stamps) {
    public Presentation {
        stamps = List.copyOf(stamps);
    }

    /** For origins without an identity: nothing, and a forgery by a CA that nobody knows. */
    static Presentation withoutLeaf() {
        return new Presentation(
                new Identities(Optional.empty(), ForgedIdentity.ofUnknownCa()), Optional.empty(), List.of());
    }

    /** Reads the leaf, its key and its CA, and forges the look-alike. The leaf's dates are not looked at. */
    static Presentation load(IdentityFiles files) throws CredentialException {
        // Before the reading: what changes meanwhile shows as a change afterwards.
        List<FileStamp> stamps = files.all().stream().map(FileStamp::of).toList();
        for (Path file : files.all()) {
            KeyFilePermissions.refusePipe(file);
        }
        Credential leaf = Credential.load(files.certificate(), files.privateKey(), files.passphraseFile());
        List<X509Certificate> authorities = List.of();
        if (files.ca().isPresent()) {
            Path ca = files.ca().get();
            authorities = Certificates.read(ca);
            LeafIssuer.check(leaf, authorities, ca);
        }
        Identities identities = new Identities(Optional.of(leaf), ForgedIdentity.copyOf(leaf.leaf()));
        return new Presentation(identities.trustedBy(authorities), Optional.of(files), stamps);
    }

    /** Whether it was read from these files. */
    boolean isOf(IdentityFiles others) {
        return files.filter(others::namesTheSameAs).isPresent();
    }

    /** The leaf, for its dates; empty where there is none. */
    public Optional<X509Certificate> leaf() {
        return identities.leaf().map(Credential::leaf);
    }

    /**
     * Whether a file is another than the one that was read, or gone. Costs a look at the file system a file. Stays true until a new
     * presentation has been loaded: between two files that belong together it may be too early for that.
     */
    public boolean changedOnDisk() {
        return stamps.stream().anyMatch(FileStamp::isStale);
    }
}
