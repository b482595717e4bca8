/** The command line: parse, call one thing, render, exit code. */
@NullMarked
package dev.originpull.agent.cli;

import org.jspecify.annotations.NullMarked;
