@NullMarked
package dev.originpull.agent.web.endpoint;

import org.jspecify.annotations.NullMarked;
