package dev.triggerbridge.bridge.aws;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;

/** Builds clients whose calls end in time: the dead letter waits, and with it its record. */
final class AwsClients {
  private static final Duration CALL = Duration.ofSeconds(20);
  private static final Duration ATTEMPT = Duration.ofSeconds(8);

  private AwsClients() {}

  /**
   * A client; connects to nothing.
   *
   * @throws SdkException without a region
   */
  static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C build(
      B builder, AwsSettings settings, Optional<String> region) {
    region.or(settings::region).map(Region::of).ifPresent(builder::region);
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .overrideConfiguration(
            override -> override.apiCallTimeout(CALL).apiCallAttemptTimeout(ATTEMPT))
        .httpClientBuilder(
            Apache5HttpClient.builder()
                .maxConnections(20)
                .connectionTimeout(Duration.ofSeconds(3))
                .socketTimeout(ATTEMPT))
        .build();
  }
}
