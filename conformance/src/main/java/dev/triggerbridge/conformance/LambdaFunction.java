package dev.triggerbridge.conformance;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** A function behind Lambda's Invoke API. */
final class LambdaFunction implements Function, AutoCloseable {
  private final LambdaClient client;
  private final String name;

  /**
   * Connects to nothing yet.
   *
   * @param endpoint another than AWS's own; its requests are signed with credentials of no account
   * @param timeout how long an answer may take
   */
  LambdaFunction(Optional<URI> endpoint, Optional<String> region, String name, Duration timeout) {
    LambdaClientBuilder builder =
        LambdaClient.builder()
            .overrideConfiguration(
                override ->
                    override.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(timeout))
            .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(timeout));
    region.or(() -> endpoint.map(any -> "us-east-1")).map(Region::of).ifPresent(builder::region);
    endpoint.ifPresent(
        uri ->
            builder
                .endpointOverride(uri)
                .credentialsProvider(
                    StaticCredentialsProvider.create(
                        AwsBasicCredentials.create("conformance", "conformance"))));
    this.client = builder.build();
    this.name = name;
  }

  @Override
  public Answer invoke(byte[] request) throws IOException {
    try {
      InvokeResponse response =
          client.invoke(
              invoke -> invoke.functionName(name).payload(SdkBytes.fromByteArrayUnsafe(request)));
      byte[] payload = response.payload() == null ? new byte[0] : response.payload().asByteArray();
      return new Answer(payload, Optional.ofNullable(response.functionError()));
    } catch (SdkException e) {
      throw new IOException("function %s cannot be invoked: %s".formatted(name, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
