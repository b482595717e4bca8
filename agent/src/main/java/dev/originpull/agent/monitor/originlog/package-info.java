/** The web server's own access log: which requests came with which certificate, and from whom. */
@NullMarked
package dev.originpull.agent.monitor.originlog;

import org.jspecify.annotations.NullMarked;
