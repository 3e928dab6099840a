package dev.triggerbridge.functions.audittool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.audit.AuditHandler;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.Invocations;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PurgeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A stream whose messages the audit function has written and its consumer has settled, in an audit
 * bucket of the test's own.
 */
final class AuditedStream implements AutoCloseable {
  static final String EPOCH = "epoch-1";

  private final Connection nats;
  private final S3Client s3;
  private final String stream;
  private final String bucket;
  private final List<Message> messages = new ArrayList<>();

  AuditedStream(String stream, String subjects, String bucket) throws Exception {
    this.nats = Nats.connect(Servers.NATS.url());
    this.stream = stream;
    this.bucket = bucket;
    var unused = Servers.S3;
    this.s3 = Servers.s3Client();
    JetStreamManagement management = nats.jetStreamManagement();
    management.addStream(
        StreamConfiguration.builder()
            .name(stream)
            .subjects(subjects)
            .metadata(Map.of("trigger-bridge-epoch", EPOCH))
            .build());
    management.addOrUpdateConsumer(
        stream,
        ConsumerConfiguration.builder()
            .durable("audit-" + stream.toLowerCase(Locale.ROOT))
            .ackPolicy(AckPolicy.Explicit)
            .build());
    if (s3.listBuckets().buckets().stream().noneMatch(each -> each.name().equals(bucket))) {
      s3.createBucket(create -> create.bucket(bucket));
    }
  }

  /** Stores a message; it is not audited yet. */
  void publish(String subject, byte[] data) throws Exception {
    publish(subject, Map.of("Content-Type", "application/x-protobuf"), data);
  }

  /** The same with other headers. */
  void publish(String subject, Map<String, String> headers, byte[] data) throws Exception {
    Headers sent = new Headers();
    headers.forEach(sent::put);
    nats.jetStream().publish(subject, sent, data);
  }

  /** The consumer takes all that is new, and settles it. */
  void settle() throws Exception {
    var consumer = nats.getConsumerContext(stream, "audit-" + stream.toLowerCase(Locale.ROOT));
    long pending = consumer.getConsumerInfo().getNumPending();
    for (long taken = 0; taken < pending; taken++) {
      Message message = consumer.next(Duration.ofSeconds(60));
      assertThat(message).isNotNull();
      message.ackSync(Duration.ofSeconds(60));
      messages.add(message);
    }
  }

  /** The audit function writes one object of everything that was settled. */
  void auditAll() {
    audit(1, messages.size());
  }

  /** The audit function writes an object of these sequences, from 1, to the test's bucket. */
  void audit(int first, int last) {
    BatchRequest request = BatchRequest.from(stream);
    messages.subList(first - 1, last).forEach(message -> add(request, message));
    BatchResponse response = Invocations.invoke(new AuditHandler(), request);
    for (int attempt = 1; attempt < 20 && !allOk(response); attempt++) {
      response = Invocations.invoke(new AuditHandler(), request);
    }
    assertThat(allOk(response)).isTrue();
    // The function knows one bucket; each test has its own.
    for (S3Object object : s3.listObjectsV2(list -> list.bucket("audit")).contents()) {
      if (object.key().startsWith(stream + "/")) {
        put(object.key(), content("audit", object.key()));
        s3.deleteObject(delete -> delete.bucket("audit").key(object.key()));
      }
    }
  }

  List<String> keys(String prefix) {
    return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .sorted()
        .toList();
  }

  String content(String key) {
    return content(bucket, key);
  }

  void put(String key, String content) {
    s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  void delete(String key) {
    s3.deleteObject(delete -> delete.bucket(bucket).key(key));
  }

  /** Time passes: the stream drops what is before this sequence. */
  void expireBefore(long sequence) throws Exception {
    nats.jetStreamManagement()
        .purgeStream(stream, PurgeOptions.builder().sequence(sequence).build());
  }

  /** An administrator removes the audit's consumer. */
  void deleteConsumer() throws Exception {
    nats.jetStreamManagement().deleteConsumer(stream, "audit-" + stream.toLowerCase(Locale.ROOT));
  }

  /** An administrator removes a message from the stream. */
  void deleteMessage(long sequence) throws Exception {
    nats.jetStreamManagement().deleteMessage(stream, sequence);
  }

  @Override
  public void close() throws Exception {
    nats.jetStreamManagement().deleteStream(stream);
    nats.close();
    s3.close();
  }

  /** As the bridge adds it. */
  private void add(BatchRequest request, Message message) {
    Headers headers = message.getHeaders();
    String sequence = Long.toString(message.metaData().streamSequence());
    String messageId = headers.getFirst("Nats-Msg-Id");
    request
        .add(message.getSubject(), headers.getFirst("Content-Type"), message.getData())
        .with("id", stream + "/" + sequence)
        .with("messageId", messageId == null ? stream + "/" + EPOCH + "/" + sequence : messageId)
        .with("streamSequence", sequence)
        .with("timestamp", message.metaData().timestamp().toInstant().toString())
        .with("dataSchema", headers.getFirst("Data-Schema"));
    headers.forEach((name, values) -> request.header(name, values.toArray(String[]::new)));
  }

  private String content(String from, String key) {
    return s3.getObjectAsBytes(get -> get.bucket(from).key(key)).asUtf8String();
  }

  private static boolean allOk(BatchResponse response) {
    return response.results().stream().allMatch(result -> result.status().equals("ok"));
  }
}
