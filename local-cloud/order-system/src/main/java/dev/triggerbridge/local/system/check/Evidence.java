package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.Snapshot;

/**
 * What an invariant judges.
 *
 * @param snapshot the stores as read
 * @param histories the orders as the streams tell them, made from the same snapshot
 */
public record Evidence(Snapshot snapshot, Histories histories) {
  /** Reads the histories out of the snapshot. */
  public static Evidence of(Snapshot snapshot) {
    return new Evidence(snapshot, Histories.of(snapshot));
  }
}
