package dev.triggerbridge.bridge.lambda;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;

/** Builds the SDK's clients as a bridge needs them. */
final class LambdaClients {
  /**
   * Lambda's longest function timeout, and more than {@link HttpFunctionClient} waits on top of it:
   * a socket that gave up first would look like a function that cannot be reached.
   */
  private static final Duration LONGEST_INVOCATION =
      Duration.ofMinutes(15).plus(HttpFunctionClient.MARGIN).plusSeconds(15);

  private LambdaClients() {}

  /**
   * A client without retries of its own: the bridge decides what is tried again.
   *
   * @param http not closed with the client
   */
  static LambdaClient create(LambdaSettings settings, SdkHttpClient http) {
    LambdaClientBuilder builder =
        LambdaClient.builder()
            .overrideConfiguration(
                override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClient(http);
    settings.region().map(Region::of).ifPresent(builder::region);
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /**
   * Connections for both. TCP keep-alive holds long invocations through NAT gateways, which drop
   * idle connections after 350 s.
   */
  static SdkHttpClient http(int maximumConnections) {
    return Apache5HttpClient.builder()
        .maxConnections(maximumConnections)
        .connectionTimeout(Duration.ofSeconds(3))
        .connectionAcquisitionTimeout(Duration.ofSeconds(30))
        .socketTimeout(LONGEST_INVOCATION)
        .tcpKeepAlive(true)
        .build();
  }
}
