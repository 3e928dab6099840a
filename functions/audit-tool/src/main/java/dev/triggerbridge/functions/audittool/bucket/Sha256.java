package dev.triggerbridge.functions.audittool.bucket;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 as lower-case hex. */
public final class Sha256 {
  private Sha256() {}

  /** Hash of the bytes. */
  public static String hex(byte[] data) {
    return hex(digest(), data);
  }

  /** A digest to be fed piece by piece; finish it with {@link #hex(MessageDigest, byte[])}. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Feeds the last piece and ends the digest. */
  public static String hex(MessageDigest digest, byte[] last) {
    return HexFormat.of().formatHex(digest.digest(last));
  }
}
