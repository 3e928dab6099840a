package dev.triggerbridge.functions.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * SHA-256 over named business fields, so that the same fact hashes alike whatever version or
 * encoding it came in. Order of {@link #add} calls does not matter; fields that are absent in one
 * version must not be added for another.
 */
public final class CanonicalHash {
  private final TreeMap<String, String> fields = new TreeMap<>();

  private CanonicalHash() {}

  /** Starts with the kind of fact, for example {@code order}. */
  public static CanonicalHash of(String kind) {
    return new CanonicalHash().add("", kind);
  }

  /** Adds a field; a name may be added once. */
  public CanonicalHash add(String name, String value) {
    if (fields.putIfAbsent(name, value) != null) {
      throw new IllegalArgumentException("field " + name + " is in the hash already");
    }
    return this;
  }

  /** Adds a field; a name may be added once. */
  public CanonicalHash add(String name, long value) {
    return add(name, Long.toString(value));
  }

  /** Adds a list whose order carries no meaning, for example line items. */
  public CanonicalHash addUnordered(String name, List<String> values) {
    StringBuilder joined = new StringBuilder();
    values.stream().sorted().forEach(value -> append(joined, value));
    return add(name, joined.toString());
  }

  /** The hash as 64 hexadecimal digits. */
  public String hex() {
    StringBuilder canonical = new StringBuilder();
    fields.forEach(
        (name, value) -> {
          append(canonical, name);
          append(canonical, value);
        });
    return sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Of any bytes, in lower-case hex. */
  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  // Length first: without it ("ab","c") and ("a","bc") would hash alike.
  private static void append(StringBuilder target, String value) {
    target.append(value.length()).append(':').append(value);
  }
}
