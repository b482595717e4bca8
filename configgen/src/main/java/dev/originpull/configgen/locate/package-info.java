/** Finds where a server's configuration says who answers for a hostname, and changes nothing. */
@NullMarked
package dev.originpull.configgen.locate;

import org.jspecify.annotations.NullMarked;
