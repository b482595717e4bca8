/** Watches origins for as long as the process lives: when each is looked at, what came of it, and the meters over all of them. */
@NullMarked
package dev.originpull.agent.monitor;

import org.jspecify.annotations.NullMarked;
