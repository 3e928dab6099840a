package dev.triggerbridge.bridge.lambda;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach Lambda.
 *
 * @param region the AWS region; the SDK's default chain without
 * @param endpoint another endpoint than the region's
 * @param maximumConnections most invocations under way at once, over all mappings
 */
public record LambdaSettings(
    Optional<String> region, Optional<URI> endpoint, int maximumConnections) {}
