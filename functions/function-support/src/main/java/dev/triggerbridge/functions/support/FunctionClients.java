package dev.triggerbridge.functions.support;

import dev.triggerbridge.functions.support.tracing.AwsCalls;
import dev.triggerbridge.functions.support.tracing.Tracing;
import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * AWS clients as functions want them: the URL-connection HTTP client (it starts fastest), three
 * attempts, and timeouts that leave room within a function's own. By default the SDK retries
 * throttling nine times over 50 s, which no batch can afford. Endpoints, region and credentials
 * come from the SDK's own environment variables. Clients are thread-safe; make one per process.
 */
public final class FunctionClients {
  private static final int ATTEMPTS = 3;
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(8);

  static {
    // The JDK keeps five connections alive per host; records run in parallel, and every further one
    // would pay for a new TLS handshake.
    if (System.getProperty("http.maxConnections") == null) {
      System.setProperty("http.maxConnections", "32");
    }
  }

  private FunctionClients() {}

  /** A new DynamoDB client. */
  public static DynamoDbClient dynamoDb() {
    return configure(DynamoDbClient.builder()).build();
  }

  /** The enhanced client over a client of {@link #dynamoDb()}. */
  public static DynamoDbEnhancedClient enhanced(DynamoDbClient client) {
    return DynamoDbEnhancedClient.builder().dynamoDbClient(client).extensions().build();
  }

  /**
   * Gives the client of another service our timeouts, retries and HTTP client.
   *
   * @return the builder, to be built
   */
  public static <B extends AwsSyncClientBuilder<B, C> & SdkClientBuilder<B, C>, C> B configure(
      B builder) {
    ClientOverrideConfiguration.Builder override = ClientOverrideConfiguration.builder();
    Tracing tracing = Tracing.get();
    if (tracing != Tracing.OFF) {
      override.addExecutionInterceptor(new AwsCalls(tracing));
    }
    return builder
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ATTEMPT))
        .overrideConfiguration(
            override
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .build());
  }
}
