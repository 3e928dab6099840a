package dev.triggerbridge.bridge.dispatch;

import java.util.Locale;

/**
 * Every step of the bridge between two things that survive it: all that a crash can leave half
 * done. {@link #toString} is the name by which a test arms it, for example {@code
 * bridge.after-pull}.
 */
public enum CrashPoint {
  /** Before the server is asked for messages. */
  BEFORE_PULL,
  /** A message was received and mapped; nobody works on it yet. */
  AFTER_PULL,
  /** A message came again; what is remembered of it was not read yet. */
  BEFORE_ATTEMPTS_READ,
  /** What is remembered of a message that came again was read. */
  AFTER_ATTEMPTS_READ,
  /** A message that no function is to see was dropped; its ack was not sent yet. */
  BEFORE_FILTERED_ACK,
  /** The server has confirmed the ack of a dropped message. */
  AFTER_FILTERED_ACK,
  /** A batch was closed; its run did not begin. */
  AFTER_ASSEMBLE,
  /** A batch was encoded; the function was not invoked yet. */
  BEFORE_INVOKE,
  /** The function has answered; nobody has read the answer. */
  AFTER_INVOKE,
  /** The answer was read; nothing of it was carried out. */
  AFTER_INTERPRET,
  /** A batch failed as a whole; that is not remembered yet. */
  BEFORE_SUSPECT_WRITE,
  /** That a batch failed as a whole is remembered; its halves were not invoked. */
  AFTER_SUSPECT_WRITE,
  /** A record waits here for its next invocation. */
  AFTER_HOLD,
  /** An output event was not handed to the client yet. */
  BEFORE_OUTPUT,
  /** An output event was sent; its PubAck has not been waited for. */
  AFTER_OUTPUT_SENT,
  /** An output event's PubAck is in; the record may have more events. */
  AFTER_PUB_ACK,
  /** All PubAcks of a record are in; its ack was not sent yet. */
  AFTER_PUBLISH,
  /** The acks of a batch were sent and are not confirmed. */
  AFTER_ACK_SENT,
  /** The server has confirmed an ack. */
  AFTER_ACK,
  /** An attempt failed; it is not counted yet. */
  BEFORE_ATTEMPTS_WRITE,
  /** A failed attempt is counted; the record was not handed back. */
  AFTER_ATTEMPTS_WRITE,
  /** A nak was sent and is not confirmed. */
  AFTER_NAK_SENT,
  /** The server has confirmed a nak. */
  AFTER_NAK,
  /** A dead letter was not stored yet. */
  BEFORE_DEAD_LETTER,
  /** A dead letter is stored; its record was not terminated yet. */
  AFTER_DEAD_LETTER,
  /** A term was sent and is not confirmed. */
  AFTER_TERM_SENT,
  /** The server has confirmed a term. */
  AFTER_TERM,
  /** A record has ended; what is remembered of its failures was not removed. */
  BEFORE_FORGET,
  /** What was remembered of a record's failures is removed. */
  AFTER_FORGET,
  /** The ack floor was not noted yet. */
  BEFORE_FLOOR_WRITE,
  /** The ack floor was noted. */
  AFTER_FLOOR_WRITE,
  /** A delayed event was not stored yet. */
  BEFORE_DELAY,
  /** A delayed event waits in its stream; its record does not know. */
  AFTER_DELAY,
  /** A delayed event that is not due was not handed back yet. */
  BEFORE_DELAYED_NAK,
  /** A delayed event that is not due was handed back. */
  AFTER_DELAYED_NAK,
  /** A delayed event is due and was not published yet. */
  BEFORE_FORWARD,
  /** A due event's PubAck is in; it was not taken out of the stream where it waited. */
  AFTER_FORWARD,
  /** A due event was taken out of the stream where it waited. */
  AFTER_FORWARD_ACK;

  private final String point = "bridge." + name().toLowerCase(Locale.ROOT).replace('_', '-');

  @Override
  public String toString() {
    return point;
  }
}
