package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterEntry;
import dev.triggerbridge.bridge.message.Delivery;
import java.util.Optional;

/**
 * A message that lies in a stream.
 *
 * @param message as it is stored; without data where only headers were asked for
 * @param cause what its {@code Caused-By} says: stream, epoch and sequence with slashes; for a dead
 *     letter the record that was given up; empty if nothing says so
 * @param deadLetter what it says if it is one
 */
public record ScannedMessage(Delivery message, String cause, Optional<DeadLetterEntry> deadLetter) {
  /** How a cause is written. */
  public static String reference(String stream, String epoch, long sequence) {
    return JetStreamPublisher.cause(stream, epoch, sequence);
  }
}
