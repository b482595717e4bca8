@NullMarked
package dev.originpull.agent.cli;

import org.jspecify.annotations.NullMarked;
