/** Changes a server's configuration so that either it is proven to work or nothing has changed; and takes changes back. */
@NullMarked
package dev.originpull.configgen.install;

import org.jspecify.annotations.NullMarked;
