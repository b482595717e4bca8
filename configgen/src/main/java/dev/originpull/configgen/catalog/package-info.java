/** The web servers originpull knows, as their {@code server.yaml} describes them. */
@NullMarked
package dev.originpull.configgen.catalog;

import org.jspecify.annotations.NullMarked;
