/** What a user names: hostnames, addresses, targets. */
@NullMarked
package dev.originpull.agent.config;

import org.jspecify.annotations.NullMarked;
