package dev.triggerbridge.bridge.aws;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.deadletter.PayloadStore;
import java.io.IOException;

/** Keeps the payloads of dead letters that do not fit their destination, unchanged. */
final class S3PayloadStore implements PayloadStore {
  private static final String FOLDER = "dead-letters";

  private final S3Objects objects;
  private final String bucket;
  private final String prefix;

  S3PayloadStore(S3Objects objects, String bucket, String prefix) {
    this.objects = objects;
    this.bucket = bucket;
    this.prefix = prefix.isEmpty() ? FOLDER : prefix + "/" + FOLDER;
  }

  @Override
  public String put(DeadLetterEntry entry) throws IOException {
    String key = ObjectKeys.of(prefix, entry.origin(), ".data");
    String contentType = entry.headers().first("Content-Type");
    objects.create(
        bucket,
        key,
        contentType == null ? "application/octet-stream" : contentType,
        entry.data(),
        entry.data());
    return "s3://" + bucket + "/" + key;
  }

  @Override
  public byte[] get(String reference) throws IOException {
    String own = "s3://" + bucket + "/";
    if (!reference.startsWith(own)) {
      throw new IOException(reference + " is not in bucket " + bucket + " of claimCheck");
    }
    return objects
        .read(bucket, reference.substring(own.length()))
        .orElseThrow(() -> new IOException(reference + " is gone"));
  }
}
