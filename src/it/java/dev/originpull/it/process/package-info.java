/** Other programs: found, run to their end, or kept running for a test. */
@NullMarked
package dev.originpull.it.process;

import org.jspecify.annotations.NullMarked;
