@NullMarked
package dev.originpull.agent.rollout;

import org.jspecify.annotations.NullMarked;
