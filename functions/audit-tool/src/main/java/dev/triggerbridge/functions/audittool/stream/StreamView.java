package dev.triggerbridge.functions.audittool.stream;

import dev.triggerbridge.functions.audittool.bucket.Epoch;
import java.util.Map;

/**
 * A stream as the server has it.
 *
 * @param epoch its present incarnation
 * @param first the first sequence it still has; last + 1 if it is empty
 * @param last the last sequence it assigned
 * @param ackFloor up to which sequence the audit's consumer has settled everything
 * @param messages by sequence
 */
public record StreamView(
    Epoch epoch, long first, long last, long ackFloor, Map<Long, Fingerprint> messages) {

  /**
   * What is compared of a message.
   *
   * @param subject as published
   * @param payloadSha256 of the payload
   */
  public record Fingerprint(String subject, String payloadSha256) {}
}
