package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.EntryJson;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import java.io.IOException;

/**
 * Stores dead letters as objects, one each, {@code natsdeadletter/1} with the payload in base64.
 */
final class S3EntrySender implements EntrySender {
  private final S3Objects objects;
  private final String bucket;
  private final String prefix;

  S3EntrySender(S3Objects objects, String bucket, String prefix) {
    this.objects = objects;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public String destination() {
    return "s3://" + bucket + "/" + prefix;
  }

  /** A repetition differs in its time and its deliveries, so payloads are compared, not objects. */
  @Override
  public void send(DeadLetterEntry entry) throws IOException {
    objects.create(
        bucket,
        ObjectKeys.of(prefix, entry.origin(), ".json"),
        "application/json",
        EntryJson.bytes(entry),
        entry.data());
  }
}
