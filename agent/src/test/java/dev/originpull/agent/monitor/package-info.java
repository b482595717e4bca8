@NullMarked
package dev.originpull.agent.monitor;

import org.jspecify.annotations.NullMarked;
