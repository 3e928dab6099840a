package dev.triggerbridge.functions.audit;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256, in the two ways it is written. */
record Sha256(ByteString digest) {
  static Sha256 of(ByteString content) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (ByteBuffer part : content.asReadOnlyByteBufferList()) {
        sha.update(part);
      }
      return new Sha256(ByteString.copyFrom(sha.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Lower-case hex, as in names and lines. */
  String hex() {
    return HexFormat.of().formatHex(digest.toByteArray());
  }

  /** Base64, as in S3's checksum headers. */
  String base64() {
    return Base64.getEncoder().encodeToString(digest.toByteArray());
  }
}
