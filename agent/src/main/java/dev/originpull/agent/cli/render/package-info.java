/** Reports as people and programs read them: text, JSON, JUnit's XML. */
@NullMarked
package dev.originpull.agent.cli.render;

import org.jspecify.annotations.NullMarked;
