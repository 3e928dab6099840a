package dev.triggerbridge.functions.audit;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.triggerbridge.functions.support.RawRecord;
import dev.triggerbridge.functions.support.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.util.Comparator;
import java.util.List;

/**
 * The messages of a batch as one immutable object.
 *
 * @param key {@code stream/epoch/first-last-sha256}, sequences padded to 20 digits
 * @param content NDJSON, one line per message in the order of sequences
 * @param sha256 of the content
 */
record AuditObject(String key, ByteString content, Sha256 sha256) {
  private static final int BYTES_PER_RECORD_GUESS = 1024;

  /**
   * The object of a batch; a pure function of the messages, whatever attempt this is.
   *
   * @throws IllegalArgumentException for a batch without records
   */
  static AuditObject of(RecordBatch batch) {
    if (batch.records().isEmpty()) {
      throw new IllegalArgumentException("a batch without records has no audit object");
    }
    List<RawRecord> messages =
        batch.records().stream()
            .sorted(Comparator.comparing(RawRecord::streamSequence, Long::compareUnsigned))
            .toList();
    ByteArrayOutputStream lines =
        new ByteArrayOutputStream(messages.size() * BYTES_PER_RECORD_GUESS);
    messages.forEach(message -> AuditLine.write(batch.source(), message, lines));
    ByteString content = UnsafeByteOperations.unsafeWrap(lines.toByteArray());
    Sha256 sha256 = Sha256.of(content);
    String key =
        "%s/%s/%s-%s-%s"
            .formatted(
                batch.source().stream(),
                batch.source().epoch(),
                padded(messages.getFirst()),
                padded(messages.getLast()),
                sha256.hex());
    return new AuditObject(key, content, sha256);
  }

  private static String padded(RawRecord message) {
    String digits = Long.toUnsignedString(message.streamSequence());
    return "0".repeat(20 - digits.length()) + digits;
  }
}
