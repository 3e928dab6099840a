package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.deadletter.PayloadStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Queues, topics and buckets. Clients are built when they are needed, and closed with this.
 * Thread-safe.
 */
public final class AwsDestinations implements AutoCloseable {
  private static final Pattern QUEUE_REGION =
      Pattern.compile("https://(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.amazonaws\\..*");

  private final AwsSettings settings;
  private final List<AutoCloseable> clients = new ArrayList<>();
  private @Nullable S3Objects objects;

  /** Builds nothing yet. */
  public AwsDestinations(AwsSettings settings) {
    this.settings = settings;
  }

  /**
   * Dead letters to a queue; in the region that its URL names.
   *
   * @throws IOException if there is no region
   */
  public synchronized EntrySender sqs(String queueUrl) throws IOException {
    Matcher named = QUEUE_REGION.matcher(queueUrl);
    Optional<String> region =
        named.matches()
            ? Optional.ofNullable(named.group(1)).or(() -> Optional.ofNullable(named.group(2)))
            : Optional.empty();
    return built(
        "onFailure.sqs",
        () ->
            new SqsEntrySender(
                kept(AwsClients.build(SqsClient.builder(), settings, region)), queueUrl));
  }

  /**
   * Dead letters to a topic; in the region that its ARN names.
   *
   * @throws IOException if the client cannot be built
   */
  public synchronized EntrySender sns(String topicArn) throws IOException {
    Optional<String> region = Optional.of(topicArn.split(":", -1)[3]);
    return built(
        "onFailure.sns",
        () ->
            new SnsEntrySender(
                kept(AwsClients.build(SnsClient.builder(), settings, region)), topicArn));
  }

  /**
   * Dead letters to objects.
   *
   * @param prefix of the keys; empty for none
   * @throws IOException if there is no region
   */
  public synchronized EntrySender s3(String bucket, String prefix) throws IOException {
    return built("onFailure.s3", () -> new S3EntrySender(objects(), bucket, prefix));
  }

  /**
   * Payloads of dead letters that do not fit their destination.
   *
   * @param prefix of the keys; empty for none
   * @throws IOException if there is no region
   */
  public synchronized PayloadStore payloads(String bucket, String prefix) throws IOException {
    return built("claimCheck.s3", () -> new S3PayloadStore(objects(), bucket, prefix));
  }

  /**
   * Payloads that no invocation can carry.
   *
   * @param prefix of the keys; empty for none
   * @param consumer that delivers the records
   * @throws IOException if there is no region
   */
  public synchronized S3ClaimChecks claimChecks(String bucket, String prefix, String consumer)
      throws IOException {
    return built("claimCheck.s3", () -> new S3ClaimChecks(objects(), bucket, prefix, consumer));
  }

  @Override
  public synchronized void close() {
    for (AutoCloseable client : clients) {
      try {
        client.close();
      } catch (Exception e) {
        throw new IllegalStateException("a client of the AWS SDK cannot be closed", e);
      }
    }
    clients.clear();
  }

  private S3Objects objects() {
    S3Objects known = objects;
    if (known == null) {
      // An endpoint of one's own seldom has a name for each bucket.
      known =
          new S3Objects(
              kept(
                  AwsClients.build(
                      S3Client.builder().forcePathStyle(settings.endpoint().isPresent()),
                      settings,
                      Optional.empty())));
      objects = known;
    }
    return known;
  }

  private <T extends AutoCloseable> T kept(T client) {
    clients.add(client);
    return client;
  }

  private static <T> T built(String property, Builder<T> builder) throws IOException {
    try {
      return builder.build();
    } catch (SdkException e) {
      throw new IOException(
          "%s: %s. Set lambda.region or the variable AWS_REGION"
              .formatted(property, e.getMessage()),
          e);
    }
  }

  private interface Builder<T> {
    T build();
  }
}
