/** One attempt over the network, one observation; and the plans that say which attempt comes next. */
@NullMarked
package dev.originpull.agent.probe;

import org.jspecify.annotations.NullMarked;
