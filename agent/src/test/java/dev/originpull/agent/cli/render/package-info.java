@NullMarked
package dev.originpull.agent.cli.render;

import org.jspecify.annotations.NullMarked;
