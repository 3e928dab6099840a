package dev.triggerbridge.bridge.aws;

import java.net.URI;
import java.util.Optional;

/**
 * How to reach AWS. Credentials come from the SDK's default chain.
 *
 * @param region where a queue's URL or a topic's ARN names none, and of S3; the SDK's default chain
 *     without
 * @param endpoint of all services, for tests; the SDK's own, which heeds {@code AWS_ENDPOINT_URL}
 *     and its variants per service, without
 */
public record AwsSettings(Optional<String> region, Optional<URI> endpoint) {}
