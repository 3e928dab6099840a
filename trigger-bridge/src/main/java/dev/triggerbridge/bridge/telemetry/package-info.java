/** Metrics and structured logs. The only package that knows the metrics and logging libraries. */
@NullMarked
package dev.triggerbridge.bridge.telemetry;

import org.jspecify.annotations.NullMarked;
