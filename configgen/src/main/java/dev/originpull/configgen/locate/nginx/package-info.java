/** Reads NGINX configurations as NGINX does, and chooses among server blocks as it does. */
@NullMarked
package dev.originpull.configgen.locate.nginx;

import org.jspecify.annotations.NullMarked;
