package dev.triggerbridge.bridge.nats;

import java.util.List;

/**
 * A consumer as the server shows it.
 *
 * @param filterSubjects which subjects of the stream; empty for all
 * @param ackFloor every sequence up to this one is settled
 * @param delivered the last sequence that was delivered
 * @param ackPending how many are delivered and not settled
 */
public record ConsumerSight(
    List<String> filterSubjects, long ackFloor, long delivered, long ackPending) {
  /** Copies the list. */
  public ConsumerSight {
    filterSubjects = List.copyOf(filterSubjects);
  }
}
