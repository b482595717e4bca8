/** Reads what Apache httpd reports of its virtual hosts, and finds them in their files. */
@NullMarked
package dev.originpull.configgen.locate.apache;

import org.jspecify.annotations.NullMarked;
