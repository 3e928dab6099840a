package dev.triggerbridge.infra.capacity.simulation;

import java.util.PriorityQueue;

/**
 * Virtual time in nanoseconds and what is to happen in it. What is due at the same moment happens
 * in the order in which it was entered, so that a seed repeats a run exactly. One thread.
 */
final class Agenda {
  static final long MILLI = 1_000_000;
  static final long SECOND = 1_000 * MILLI;

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now;
  private long number;

  long now() {
    return now;
  }

  /** Enters something that happens after a delay, 0 for as soon as possible. */
  void in(long delay, Runnable what) {
    if (delay < 0) {
      throw new IllegalArgumentException("in the past: " + delay);
    }
    entries.add(new Entry(now + delay, number++, what));
  }

  /** The same at a moment; one that has passed is now. */
  void at(long due, Runnable what) {
    in(Math.max(0, due - now), what);
  }

  /** Lets everything happen that is due up to a moment, which is then now. */
  void runUntil(long end) {
    for (Entry next = entries.peek(); next != null && next.due() <= end; next = entries.peek()) {
      entries.remove();
      now = next.due();
      next.what().run();
    }
    now = end;
  }

  private record Entry(long due, long number, Runnable what) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      return due == other.due ? Long.compare(number, other.number) : Long.compare(due, other.due);
    }
  }
}
