/** Runs the web server's own commands: its test, its reload, its start. */
@NullMarked
package dev.originpull.configgen.run;

import org.jspecify.annotations.NullMarked;
