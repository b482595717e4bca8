/** Origins that are broken, each in one way. */
@NullMarked
package dev.originpull.it.broken;

import org.jspecify.annotations.NullMarked;
