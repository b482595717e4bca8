/** HTTP: what the agent tells Prometheus, people with a browser and people with curl. */
@NullMarked
package dev.originpull.agent.web;

import org.jspecify.annotations.NullMarked;
