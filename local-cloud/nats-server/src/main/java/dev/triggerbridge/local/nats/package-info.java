/** Finds or fetches a nats-server and runs it on loopback. */
@NullMarked
package dev.triggerbridge.local.nats;

import org.jspecify.annotations.NullMarked;
