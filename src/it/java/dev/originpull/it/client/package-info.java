/** What asks the origins: originpull itself, and curl for a second opinion. */
@NullMarked
package dev.originpull.it.client;

import org.jspecify.annotations.NullMarked;
