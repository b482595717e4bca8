@NullMarked
package dev.originpull.agent.config;

import org.jspecify.annotations.NullMarked;
