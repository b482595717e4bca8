/** The pages for people with a browser: the fleet, one origin, the generator. They work without JavaScript. */
@NullMarked
package dev.originpull.agent.web.pages;

import org.jspecify.annotations.NullMarked;
