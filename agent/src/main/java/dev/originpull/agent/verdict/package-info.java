/** From observations to mode, verdict and findings: pure functions without I/O and without Netty types. */
@NullMarked
package dev.originpull.agent.verdict;

import org.jspecify.annotations.NullMarked;
