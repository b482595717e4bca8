/** Steps on the origin's own host: changes its web server behind gates and a guard, takes changes back, tells how it stands. */
@NullMarked
package dev.originpull.agent.rollout;

import org.jspecify.annotations.NullMarked;
