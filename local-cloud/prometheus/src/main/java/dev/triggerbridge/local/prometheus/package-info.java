/** Finds or fetches a Prometheus and runs it on loopback. */
@NullMarked
package dev.triggerbridge.local.prometheus;

import org.jspecify.annotations.NullMarked;
