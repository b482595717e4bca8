/** Real servers, each started on a free loopback port with a configuration of its own. */
@NullMarked
package dev.originpull.it.server;

import org.jspecify.annotations.NullMarked;
