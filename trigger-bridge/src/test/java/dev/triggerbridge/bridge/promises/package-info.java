/**
 * What the bridge promises, held against a real nats-server and Lambda's API, whatever is broken.
 */
@NullMarked
package dev.triggerbridge.bridge.promises;

import org.jspecify.annotations.NullMarked;
