package dev.triggerbridge.functions.audittool;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.triggerbridge.functions.audittool.bucket.Sha256;
import java.util.Base64;
import java.util.function.UnaryOperator;

/** Work of somebody who may write to the bucket and knows how names and hashes are made. */
final class Forgery {
  private static final int HASH = 64;

  private Forgery() {}

  /** Puts another content beside an object, under a name that is true of it. */
  static void addBeside(AuditedStream stream, String object, UnaryOperator<String> change) {
    String forged = change.apply(stream.content(object));
    stream.put(
        object.substring(0, object.length() - HASH) + Sha256.hex(forged.getBytes(UTF_8)), forged);
  }

  /** The same, and the true object goes. */
  static void replace(AuditedStream stream, String object, UnaryOperator<String> change) {
    addBeside(stream, object, change);
    stream.delete(object);
  }

  /** Changes a payload with its hash. */
  static UnaryOperator<String> payload(String from, String to) {
    return content ->
        content
            .replace(base64(from), base64(to))
            .replace(Sha256.hex(from.getBytes(UTF_8)), Sha256.hex(to.getBytes(UTF_8)));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
