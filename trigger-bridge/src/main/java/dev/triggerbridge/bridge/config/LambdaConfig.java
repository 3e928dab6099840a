package dev.triggerbridge.bridge.config;

import java.net.URI;
import java.util.Optional;

/**
 * How Lambda is reached. Credentials come from the SDK's default chain and are never configured
 * here.
 *
 * @param region AWS region; empty for the SDK's default chain
 * @param endpoint another address than the region's own, http or https
 * @param maximumConcurrency how many invocations all mappings together may have under way
 */
public record LambdaConfig(
    Optional<String> region, Optional<URI> endpoint, int maximumConcurrency) {
  static final Range<Integer> MAXIMUM_CONCURRENCY = new Range<>(1, 10_000, String::valueOf);

  /** Checks the limit. */
  public LambdaConfig {
    MAXIMUM_CONCURRENCY.check("lambda.maximumConcurrency", maximumConcurrency);
  }
}
