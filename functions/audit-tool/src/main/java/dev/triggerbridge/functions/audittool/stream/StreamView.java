package dev.triggerbridge.functions.audittool.stream;

import dev.triggerbridge.functions.audittool.bucket.Epoch;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream as the server has it.
 *
 * @param epoch its present incarnation
 * @param first the first sequence it still has, when it had been read; behind the last one if it is
 *     empty
 * @param last the last sequence it assigned, when it was read
 * @param end the last sequence that any record can be of: the last one assigned when the bucket had
 *     been read, too
 * @param ackFloor up to which sequence the audit's consumer has settled everything
 * @param messages by sequence
 */
public record StreamView(
    Epoch epoch, long first, long last, long end, long ackFloor, Map<Long, Fingerprint> messages) {

  /** The same with another end. */
  public StreamView endingAt(long sequence) {
    return new StreamView(epoch, first, last, sequence, ackFloor, messages);
  }

  /**
   * What is compared of a message: all that the audit keeps of it.
   *
   * @param subject as published
   * @param time when the stream stored it
   * @param messageId {@code Nats-Msg-Id}, else stream, epoch and sequence
   * @param contentType as published, or null
   * @param dataSchema as published, or null
   * @param headersSha256 see {@link
   *     dev.triggerbridge.functions.audittool.bucket.MessageHeaders#sha256}
   * @param payloadSha256 of the payload
   */
  public record Fingerprint(
      String subject,
      Instant time,
      String messageId,
      @Nullable String contentType,
      @Nullable String dataSchema,
      String headersSha256,
      String payloadSha256) {}
}
