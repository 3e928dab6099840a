package dev.triggerbridge.functions.support;

import java.net.URI;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads claim checks from S3; needs {@code s3:GetObject}. A function that uses it depends on the
 * AWS SDK's {@code s3}, which function-support leaves to it: few functions need it, and it costs
 * every cold start.
 */
public final class S3ClaimCheckReader implements ClaimCheckReader {
  private final S3Client s3;

  /** Uses the client, as {@link FunctionClients#configure} makes it; does not close it. */
  public S3ClaimCheckReader(S3Client s3) {
    this.s3 = s3;
  }

  @Override
  public byte[] read(DataRef reference) {
    URI place = URI.create(reference.s3());
    return s3.getObjectAsBytes(
            get -> get.bucket(place.getAuthority()).key(place.getPath().substring(1)))
        .asByteArrayUnsafe();
  }
}
