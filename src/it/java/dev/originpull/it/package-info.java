/** Acceptance tests: the program against real servers and real clients. */
@NullMarked
package dev.originpull.it;

import org.jspecify.annotations.NullMarked;
