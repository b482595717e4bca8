/** The certificates that the tests present and serve, made with openssl. */
@NullMarked
package dev.originpull.it.pki;

import org.jspecify.annotations.NullMarked;
