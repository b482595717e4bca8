/** {@code originpull serve}, as a process: what it answers, how it ends, and what cannot stop it. */
@NullMarked
package dev.originpull.it.serve;

import org.jspecify.annotations.NullMarked;
