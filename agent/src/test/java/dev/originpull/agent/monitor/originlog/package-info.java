@NullMarked
package dev.originpull.agent.monitor.originlog;

import org.jspecify.annotations.NullMarked;
