/** PEM, private keys, issuing of CA and leaf, and the forged identity. */
@NullMarked
package dev.originpull.agent.pki;

import org.jspecify.annotations.NullMarked;
