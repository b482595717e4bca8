/** What is written about an origin, in whatever way it is shown. */
@NullMarked
package dev.originpull.agent.report;

import org.jspecify.annotations.NullMarked;
