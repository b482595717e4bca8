package dev.originpull.bench;

import java.nio.file.Path;

/** A certificate and its key, as PEM files. */
record KeyFiles(Path certificate, Path key) {}
