package dev.originpull.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a leaf.
 *
 * @param certificate the leaf, followed by its intermediates (PEM)
 * @param passphraseFile its first line opens the key
 * @param ca the CA that the origins are to trust (PEM)
 */
public record IdentityFiles(
        Path certificate, Path privateKey, Optional<Path> passphraseFile, Optional<Path> ca, Place place) {

    /** Whether these are the same files, wherever that stands. */
    public boolean namesTheSameAs(IdentityFiles others) {
        return equals(
                new IdentityFiles(others.certificate, others.privateKey, others.passphraseFile, others.ca, place));
    }

    /** All of them. */
    public List<Path> all() {
        return Stream.of(Optional.of(certificate), Optional.of(privateKey), passphraseFile, ca)
                .flatMap(Optional::stream)
                .toList();
    }
}
