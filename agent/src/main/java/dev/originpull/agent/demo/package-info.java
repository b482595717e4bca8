/** Origins of our own in this process, probed for real: what the program does, shown without a network. */
@NullMarked
package dev.originpull.agent.demo;

import org.jspecify.annotations.NullMarked;
