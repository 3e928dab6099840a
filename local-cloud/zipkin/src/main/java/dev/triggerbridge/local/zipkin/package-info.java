/** A Zipkin for one machine: fetched, started on loopback, and fed by OTLP. */
@NullMarked
package dev.triggerbridge.local.zipkin;

import org.jspecify.annotations.NullMarked;
