package dev.triggerbridge.functions.audittool.verify;

import dev.triggerbridge.functions.audittool.bucket.AuditRecord;
import dev.triggerbridge.functions.audittool.bucket.Epoch;
import dev.triggerbridge.functions.audittool.bucket.ObjectName;
import dev.triggerbridge.functions.audittool.bucket.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the bucket holds of one epoch, each message once. Not thread-safe. */
public final class EpochContent {
  private final Epoch epoch;
  private final NavigableMap<Long, AuditRecord> records = new TreeMap<>();
  private final List<ObjectName> objects = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private long copies;

  EpochContent(Epoch epoch) {
    this.epoch = epoch;
  }

  void add(ObjectName object, List<AuditRecord> found) {
    objects.add(object);
    for (AuditRecord record : found) {
      AuditRecord other = records.putIfAbsent(record.sequence(), record);
      if (other == null) {
        continue;
      }
      copies++;
      if (!other.lineSha256().equals(record.lineSha256())) {
        findings.add(
            new Finding(
                Finding.Kind.CONFLICT,
                epoch.stream() + "/" + record.sequence(),
                "two contents, in %s and %s".formatted(other.objectKey(), record.objectKey())));
      }
    }
  }

  void altered(ObjectName object, String what) {
    findings.add(new Finding(Finding.Kind.ALTERED_OBJECT, object.key(), what));
  }

  /** The epoch. */
  public Epoch epoch() {
    return epoch;
  }

  /** Records by sequence. */
  public NavigableMap<Long, AuditRecord> records() {
    return records;
  }

  /** Records of a range, which may be empty. */
  public NavigableMap<Long, AuditRecord> records(long first, long last) {
    return first > last ? Collections.emptyNavigableMap() : records.subMap(first, true, last, true);
  }

  /** Objects that may hold a sequence of the range. */
  public List<String> objects(long first, long last) {
    return objects.stream()
        .filter(object -> object.meets(first, last))
        .map(ObjectName::key)
        .sorted()
        .toList();
  }

  /** What was wrong with objects and between them. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Records beyond the first of each message: redelivered batches leave some, they do no harm. */
  public long copies() {
    return copies;
  }

  /** Sequences of the range without a record. */
  public Ranges missing(long first, long last) {
    Ranges missing = new Ranges();
    long expected = first;
    for (long sequence : records(first, last).keySet()) {
      missing.add(expected, sequence - 1);
      expected = sequence + 1;
    }
    missing.add(expected, last);
    return missing;
  }

  /** The digest of a range, see {@code Manifest}. */
  public String digest(long first, long last) {
    MessageDigest digest = Sha256.digest();
    for (AuditRecord record : records(first, last).values()) {
      digest.update(
          "%d %s%n"
              .formatted(record.sequence(), record.lineSha256())
              .replace(System.lineSeparator(), "\n")
              .getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.hex(digest, new byte[0]);
  }
}
