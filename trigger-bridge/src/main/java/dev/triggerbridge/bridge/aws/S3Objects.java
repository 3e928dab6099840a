package dev.triggerbridge.bridge.aws;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects that are created once and never overwritten. Methods block; thread-safe. */
final class S3Objects {
  private static final int PRECONDITION_FAILED = 412;

  /** User metadata that tells whether an object that is there already is the same. */
  private static final String DIGEST = "payload-sha256";

  private final S3Client s3;

  S3Objects(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * Creates an object. One of that name that was made for the same payload counts as created.
   *
   * @param payload by which objects are compared, not always all of the content
   * @throws IOException if it was not confirmed, or another object has the name
   */
  void create(String bucket, String key, String contentType, byte[] content, byte[] payload)
      throws IOException {
    String digest = sha256(payload);
    try {
      var unused =
          s3.putObject(
              put ->
                  put.bucket(bucket)
                      .key(key)
                      .contentType(contentType)
                      .metadata(Map.of(DIGEST, digest))
                      .ifNoneMatch("*"),
              RequestBody.fromBytes(content));
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED) {
        throw failed(bucket, key, e);
      }
      requireSame(bucket, key, digest);
    } catch (SdkException e) {
      throw failed(bucket, key, e);
    }
  }

  /** Another's object under our name must not be taken for ours. */
  private void requireSame(String bucket, String key, String digest) throws IOException {
    try {
      Map<String, String> metadata = s3.headObject(head -> head.bucket(bucket).key(key)).metadata();
      if (!digest.equals(metadata.get(DIGEST))) {
        throw new IOException(
            "s3://%s/%s exists with another payload: move it away".formatted(bucket, key));
      }
    } catch (SdkException e) {
      throw failed(bucket, key, e);
    }
  }

  /** The content, or empty if there is no such object. */
  Optional<byte[]> read(String bucket, String key) throws IOException {
    try {
      return Optional.of(
          s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArrayUnsafe());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failed(bucket, key, e);
    }
  }

  /** Removes an object; one that is not there counts as removed. */
  void delete(String bucket, String key) throws IOException {
    try {
      var unused = s3.deleteObject(delete -> delete.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw failed(bucket, key, e);
    }
  }

  static String sha256(byte[] payload) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static IOException failed(String bucket, String key, SdkException e) {
    return new IOException("s3://%s/%s: %s".formatted(bucket, key, e.getMessage()), e);
  }
}
