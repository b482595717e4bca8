/** What a configuration is asked for with, whoever asks: a command line or a form. */
@NullMarked
package dev.originpull.agent.generate;

import org.jspecify.annotations.NullMarked;
