/** Where log lines go: stderr, from warnings on, or from debug on with {@code --verbose}. */
@NullMarked
package dev.originpull.agent.cli.log;

import org.jspecify.annotations.NullMarked;
