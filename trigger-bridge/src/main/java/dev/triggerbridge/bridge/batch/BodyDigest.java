package dev.triggerbridge.bridge.batch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** The MD5 of a body that SQS sends along, which says nothing about who wrote it. */
final class BodyDigest {
  /** A multiple of three, so that pieces of base64 can be put together. */
  private static final int PIECE = 3 * 4096;

  private BodyDigest() {}

  /** Of the bytes, or of their base64, in hexadecimal. */
  static String of(byte[] data, boolean asBase64) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      if (asBase64) {
        for (int from = 0; from < data.length; from += PIECE) {
          int to = Math.min(data.length, from + PIECE);
          digest.update(Base64.getEncoder().encode(Arrays.copyOfRange(data, from, to)));
        }
      } else {
        digest.update(data);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }
}
