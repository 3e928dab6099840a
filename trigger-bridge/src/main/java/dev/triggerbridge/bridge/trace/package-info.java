/**
 * Traces: the only package that knows OpenTelemetry. Nothing of it is loaded while tracing is off.
 */
@NullMarked
package dev.triggerbridge.bridge.trace;

import org.jspecify.annotations.NullMarked;
