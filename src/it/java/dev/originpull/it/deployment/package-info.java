/** What stands in {@code docker/}: rules, dashboard, image, lab, Kubernetes manifests and systemd unit, checked by the tools they are for. */
@NullMarked
package dev.originpull.it.deployment;

import org.jspecify.annotations.NullMarked;
