/** Benchmarks against peers: ratios from one run on one machine. Judges no build. */
@NullMarked
package dev.originpull.bench;

import org.jspecify.annotations.NullMarked;
