package dev.originpull.it.pki;

import java.nio.file.Path;

/** A certificate and its key, as PEM files. */
public record Identity(Path certificate, Path key) {}
