package dev.triggerbridge.bridge.promises;

import dev.triggerbridge.bridge.aws.AwsDestinations;
import dev.triggerbridge.bridge.aws.AwsSettings;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.deadletter.PayloadStore;
import dev.triggerbridge.local.aws.LocalCredentials;
import dev.triggerbridge.local.aws.S3Local;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** S3, SQS and SNS on loopback, each behind a gate. */
final class AwsServers implements AutoCloseable {
  static final String BUCKET = "dead-letters";
  private static final Region REGION = Region.of(LocalCredentials.REGION);

  private final S3Local s3;
  private final SQSRestServer sqs;
  private final int sqsPort;
  private int queues;

  AwsServers(Path directory) {
    // The server's Boot is not to configure logging: the bridge brings its own.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    s3 = S3Local.start(directory, BUCKET);
    sqs = SQSRestServerBuilder.withInterface("127.0.0.1").withPort(0).start();
    sqsPort = sqs.waitUntilStarted().localAddress().getPort();
  }

  /** Keys below the prefix, in order. */
  List<String> keys(String prefix) {
    try (S3Client client = s3Client()) {
      return client.listObjectsV2(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
          .map(S3Object::key)
          .toList();
    }
  }

  String content(String key) {
    try (S3Client client = s3Client()) {
      return client
          .getObjectAsBytes(get -> get.bucket(BUCKET).key(key))
          .asString(StandardCharsets.UTF_8);
    }
  }

  URI s3Endpoint() {
    return s3.endpoint();
  }

  PayloadStore payloads(String prefix) {
    return io(() -> destinations(s3.endpoint()).payloads(BUCKET, prefix));
  }

  Destination s3Destination(String prefix) {
    Gate gate = new Gate(s3.endpoint().getPort());
    return new Gated(
        gate,
        io(() -> destinations(gate.url()).s3(BUCKET, prefix)),
        true,
        0,
        () -> keys(prefix).stream().map(this::content).toList(),
        () -> {});
  }

  Destination sqsDestination() {
    Gate gate = new Gate(sqsPort);
    SqsClient client =
        SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + sqsPort))
            .region(REGION)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();
    String name = "dead-letters-" + queues++;
    String own = client.createQueue(create -> create.queueName(name)).queueUrl();
    String url = gate.url() + URI.create(own).getPath();
    List<String> received = new ArrayList<>();
    return new Gated(
        gate,
        io(() -> destinations(gate.url()).sqs(url)),
        false,
        180_000,
        () -> {
          client
              .receiveMessage(
                  receive ->
                      receive
                          .queueUrl(own)
                          .maxNumberOfMessages(10)
                          .visibilityTimeout(600)
                          .waitTimeSeconds(1))
              .messages()
              .stream()
              .map(Message::body)
              .forEach(received::add);
          return List.copyOf(received);
        },
        client::close);
  }

  Destination snsDestination() {
    SnsStandIn sns = new SnsStandIn();
    Gate gate = new Gate(sns.port());
    return new Gated(
        gate,
        io(() -> destinations(gate.url()).sns(SnsStandIn.TOPIC)),
        false,
        180_000,
        sns::messages,
        sns::close);
  }

  @Override
  public void close() {
    sqs.stopAndWait();
    s3.close();
  }

  private S3Client s3Client() {
    return S3Client.builder()
        .endpointOverride(s3.endpoint())
        .region(REGION)
        .forcePathStyle(true)
        .httpClientBuilder(Apache5HttpClient.builder())
        .build();
  }

  private static AwsDestinations destinations(URI endpoint) {
    return new AwsDestinations(
        new AwsSettings(Optional.of(LocalCredentials.REGION), Optional.of(endpoint)));
  }

  private static <T> T io(Supplied<T> supplied) {
    try {
      return supplied.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Supplied<T> {
    T get() throws IOException;
  }

  private record Gated(
      Gate gate,
      EntrySender sender,
      boolean keepsOneOfEach,
      int mostPayload,
      Supplier<List<String>> read,
      Runnable end)
      implements Destination {
    @Override
    public void breakDown() {
      gate.shut();
    }

    @Override
    public void repair() {
      gate.reopen();
    }

    @Override
    public List<Kept> kept() {
      return read.get().stream().map(Kept::ofJson).toList();
    }

    @Override
    public void close() {
      gate.close();
      end.run();
    }
  }
}
