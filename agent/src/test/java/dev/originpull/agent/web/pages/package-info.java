@NullMarked
package dev.originpull.agent.web.pages;

import org.jspecify.annotations.NullMarked;
