/** JetStream: the only package that knows the NATS client. */
@NullMarked
package dev.triggerbridge.bridge.nats;

import org.jspecify.annotations.NullMarked;
