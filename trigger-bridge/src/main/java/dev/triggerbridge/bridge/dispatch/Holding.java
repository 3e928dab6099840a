package dev.triggerbridge.bridge.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The records of one run that wait, each until its own time. One thread. */
final class Holding {
  /** Records that are due almost together are invoked together. */
  private static final long TOGETHER_NANOS = Duration.ofMillis(50).toNanos();

  private final List<Waiting> waiting = new ArrayList<>();

  void add(Record record, long dueNanos) {
    waiting.add(new Waiting(record, dueNanos));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** How long until the next record is due; zero if one is. */
  Duration untilNext(long nowNanos) {
    long least = Long.MAX_VALUE;
    for (Waiting one : waiting) {
      least = Math.min(least, one.dueNanos - nowNanos);
    }
    return Duration.ofNanos(Math.max(0, least));
  }

  /** Takes what is due, in the order it was added. */
  List<Record> takeDue(long nowNanos) {
    List<Record> due = new ArrayList<>();
    waiting.removeIf(
        one -> {
          boolean isDue = one.dueNanos - nowNanos <= TOGETHER_NANOS;
          if (isDue) {
            due.add(one.record);
          }
          return isDue;
        });
    return due;
  }

  /** Takes everything. */
  List<Record> takeAll() {
    List<Record> all = waiting.stream().map(Waiting::record).toList();
    waiting.clear();
    return all;
  }

  private record Waiting(Record record, long dueNanos) {}
}
