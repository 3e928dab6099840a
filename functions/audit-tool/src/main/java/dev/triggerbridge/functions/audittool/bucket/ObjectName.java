package dev.triggerbridge.functions.audittool.bucket;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An audit object's key, taken apart; see functions/audit/README.md.
 *
 * @param key the whole key
 * @param epoch of its records
 * @param first its first sequence
 * @param last its last sequence
 * @param sha256 of its content, as the name says
 */
public record ObjectName(String key, Epoch epoch, long first, long last, String sha256) {
  private static final Pattern KEY =
      Pattern.compile("([^/]+)/([^/]+)/(\\d{20})-(\\d{20})-([0-9a-f]{64})");

  /** The name, or nothing if the audit function gives no such names. */
  public static Optional<ObjectName> of(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ObjectName(
            key,
            new Epoch(matcher.group(1), matcher.group(2)),
            Long.parseLong(matcher.group(3)),
            Long.parseLong(matcher.group(4)),
            matcher.group(5)));
  }

  /** Whether it may hold a sequence of the range. */
  public boolean meets(long from, long to) {
    return first <= to && last >= from;
  }
}
