@NullMarked
package dev.originpull.agent.probe;

import org.jspecify.annotations.NullMarked;
