/** Changes to servers that run, and ways back. */
@NullMarked
package dev.originpull.it.apply;

import org.jspecify.annotations.NullMarked;
