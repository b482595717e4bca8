/** What programs ask the agent: metrics, health, reload, discovery, the state of origins as JSON. */
@NullMarked
package dev.originpull.agent.web.endpoint;

import org.jspecify.annotations.NullMarked;
