package dev.triggerbridge.functions.audittool.verify;

import dev.triggerbridge.functions.audittool.bucket.AuditRecord;
import dev.triggerbridge.functions.audittool.bucket.Sha256;
import dev.triggerbridge.functions.audittool.stream.StreamView;
import dev.triggerbridge.functions.audittool.stream.StreamView.Fingerprint;
import dev.triggerbridge.functions.audittool.verify.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of the audit against the messages that the stream has. Pure. */
public final class StreamComparison {
  private StreamComparison() {}

  /**
   * What is wrong with the records of a range. One without a message is not looked at where it is
   * from before the stream's first one, or perhaps of one that came after the stream was read.
   */
  public static List<Finding> of(EpochContent content, StreamView view, long first, long last) {
    List<Finding> findings = new ArrayList<>();
    content
        .records(first, last)
        .forEach(
            (sequence, record) -> {
              String place = content.epoch().stream() + "/" + sequence;
              Fingerprint message = view.messages().get(sequence);
              if (message != null) {
                List<String> differences = differences(record, message);
                if (!differences.isEmpty()) {
                  findings.add(altered(place, record, differences));
                }
              } else if (sequence > view.end()
                  || (sequence >= view.first() && sequence <= view.last())) {
                findings.add(
                    new Finding(
                        Kind.UNKNOWN_RECORD,
                        place,
                        "the stream has no such message: deleted, or never there; in "
                            + record.objectKey()));
              }
            });
    return findings;
  }

  private static Finding altered(String place, AuditRecord record, List<String> differences) {
    return new Finding(
        Kind.ALTERED_RECORD,
        place,
        "differs from the stream's message in %s, in %s"
            .formatted(String.join(", ", differences), record.objectKey()));
  }

  /** Names of the record's fields that are not what the message has. */
  private static List<String> differences(AuditRecord record, Fingerprint message) {
    List<String> names = new ArrayList<>();
    differs(names, "subject", record.subject(), message.subject());
    differs(names, "timestamp", record.time(), message.time());
    differs(names, "messageId", record.messageId(), message.messageId());
    differs(names, "contentType", record.contentType(), message.contentType());
    differs(names, "dataSchema", record.dataSchema(), message.dataSchema());
    differs(names, "headers", record.headersSha256(), message.headersSha256());
    differs(names, "payload", Sha256.hex(record.payload()), message.payloadSha256());
    return names;
  }

  private static void differs(
      List<String> names, String name, @Nullable Object ours, @Nullable Object theirs) {
    if (!Objects.equals(ours, theirs)) {
      names.add(name);
    }
  }
}
