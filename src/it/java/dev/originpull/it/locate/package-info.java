/** Whether the blocks that are located are those that real servers serve, and whether they take our line. */
@NullMarked
package dev.originpull.it.locate;

import org.jspecify.annotations.NullMarked;
