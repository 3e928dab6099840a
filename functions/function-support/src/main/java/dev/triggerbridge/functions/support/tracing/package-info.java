/**
 * Traces of functions. Only classes whose names begin with Otel and the sender know OpenTelemetry,
 * and none of them is loaded where tracing is off: a cold start does not pay for it.
 */
@NullMarked
package dev.triggerbridge.functions.support.tracing;

import org.jspecify.annotations.NullMarked;
