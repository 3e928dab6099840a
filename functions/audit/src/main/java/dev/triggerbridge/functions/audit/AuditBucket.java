package dev.triggerbridge.functions.audit;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.triggerbridge.functions.support.CrashPoints;
import java.net.HttpURLConnection;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket that objects are created in, once. Thread-safe; blocks for S3's answers. */
final class AuditBucket {
  private static final String CONTENT_TYPE = "application/x-ndjson";

  private final S3Client s3;
  private final String bucket;

  AuditBucket(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /**
   * Creates the object unless it is there already.
   *
   * @return whether it was there, with exactly this content
   * @throws ForeignObjectException if something else has its name
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 cannot be asked or refuses;
   *     the object may have been created nevertheless
   */
  boolean store(AuditObject object) throws ForeignObjectException {
    try {
      create(object);
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() != HttpURLConnection.HTTP_PRECON_FAILED) {
        throw e;
      }
    }
    if (!holds(object)) {
      throw new ForeignObjectException(bucket, object.key());
    }
    return true;
  }

  private void create(AuditObject object) {
    CrashPoints.reached(Steps.BEFORE_PUT);
    s3.putObject(
        put ->
            put.bucket(bucket)
                .key(object.key())
                .ifNoneMatch("*")
                .contentType(CONTENT_TYPE)
                .checksumSHA256(object.sha256().base64()),
        RequestBody.fromBytes(object.content().toByteArray()));
  }

  private boolean holds(AuditObject object) {
    CrashPoints.reached(Steps.BEFORE_HEAD);
    HeadObjectResponse found =
        s3.headObject(
            head -> head.bucket(bucket).key(object.key()).checksumMode(ChecksumMode.ENABLED));
    CrashPoints.reached(Steps.AFTER_HEAD);
    if (found.contentLength() == null || found.contentLength() != object.content().size()) {
      return false;
    }
    String checksum = found.checksumSHA256();
    return checksum == null
        ? Sha256.of(read(object.key())).equals(object.sha256())
        : checksum.equals(object.sha256().base64());
  }

  private ByteString read(String key) {
    return UnsafeByteOperations.unsafeWrap(
        s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArrayUnsafe());
  }

  /** An object with this name exists and has another content than its name says. */
  static final class ForeignObjectException extends Exception {
    private static final long serialVersionUID = 1L;

    ForeignObjectException(String bucket, String key) {
      super(
          "s3://%s/%s has a content that its name does not say: find out who wrote it and move it away"
              .formatted(bucket, key));
    }
  }
}
