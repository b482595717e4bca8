/** Server, stage and options to configuration text. */
@NullMarked
package dev.originpull.configgen;

import org.jspecify.annotations.NullMarked;
