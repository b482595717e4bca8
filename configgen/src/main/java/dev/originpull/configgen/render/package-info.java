/** From a server and a request to configuration text. */
@NullMarked
package dev.originpull.configgen.render;

import org.jspecify.annotations.NullMarked;
