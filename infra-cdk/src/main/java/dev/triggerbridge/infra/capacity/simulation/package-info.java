/** The bridge, NATS and Lambda as discrete events in virtual time. Knows no AWS and no file. */
@NullMarked
package dev.triggerbridge.infra.capacity.simulation;

import org.jspecify.annotations.NullMarked;
