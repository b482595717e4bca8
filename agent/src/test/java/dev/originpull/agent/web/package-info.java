@NullMarked
package dev.originpull.agent.web;

import org.jspecify.annotations.NullMarked;
