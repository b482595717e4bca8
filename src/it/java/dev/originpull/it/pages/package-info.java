/** The agent's pages in a browser. */
@NullMarked
package dev.originpull.it.pages;

import org.jspecify.annotations.NullMarked;
