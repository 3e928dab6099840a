package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.AuditRecord;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The audit compared with the streams, message by message.
 *
 * @param records audit records after de-duplication by (stream, epoch, sequence)
 * @param streamMessages messages in the streams
 * @param gaps stream messages without an audit record
 * @param violations every difference, one sentence each
 */
public record AuditCount(long records, long streamMessages, long gaps, List<String> violations) {
  private record Key(String stream, String epoch, long sequence) {}

  /** Compares; pure. */
  public static AuditCount of(Snapshot snapshot) {
    List<String> violations = new ArrayList<>();
    Map<Key, AuditRecord> records = distinct(snapshot.audit(), violations);
    long distinct = records.size();
    long messages = 0;
    long gaps = 0;
    for (StreamContent stream : snapshot.streams()) {
      for (StreamMessage message : stream.messages()) {
        messages++;
        AuditRecord record =
            records.remove(new Key(stream.name(), stream.epoch(), message.sequence()));
        String place = stream.name() + "/" + message.sequence();
        if (record == null) {
          gaps++;
          violations.add(place + " is not in the audit");
        } else if (!record.payloadSha256().equals(Sha256.hex(message.data()))
            || !record.subject().equals(message.subject())) {
          violations.add(place + " differs from its audit record in " + record.objectKey());
        }
      }
    }
    for (AuditRecord left : records.values()) {
      violations.add(
          "audit record of %s/%d (epoch %s) has no message"
              .formatted(left.stream(), left.sequence(), left.epoch()));
    }
    return new AuditCount(distinct, messages, gaps, List.copyOf(violations));
  }

  private static Map<Key, AuditRecord> distinct(List<AuditRecord> all, List<String> violations) {
    Map<Key, AuditRecord> records = new HashMap<>();
    for (AuditRecord record : all) {
      if (!record.statedSha256().equals(record.payloadSha256())) {
        violations.add(
            "%s/%d states a wrong SHA-256 in %s"
                .formatted(record.stream(), record.sequence(), record.objectKey()));
      }
      AuditRecord other =
          records.putIfAbsent(new Key(record.stream(), record.epoch(), record.sequence()), record);
      if (other != null && !other.payloadSha256().equals(record.payloadSha256())) {
        violations.add(
            "%s/%d is audited with two contents, in %s and %s"
                .formatted(
                    record.stream(), record.sequence(), other.objectKey(), record.objectKey()));
      }
    }
    return records;
  }
}
