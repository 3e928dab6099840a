package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.nats.NatsSession;

/**
 * What mappings work with once the bridge is connected.
 *
 * @param nats closed by the bridge
 * @param lambda closed by the bridge
 */
record Connected(NatsSession nats, LambdaFunctions lambda) {}
