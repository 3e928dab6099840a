package dev.triggerbridge.functions.audittool.verify;

import java.util.ArrayList;
import java.util.List;

/** Ranges of sequences, ascending and apart. Not thread-safe. */
public final class Ranges {
  private final List<Range> ranges = new ArrayList<>();

  /** From and to are in it. */
  public record Range(long from, long to) {
    @Override
    public String toString() {
      return from == to ? Long.toString(from) : from + "-" + to;
    }
  }

  /** Adds a range behind all others; an empty one is ignored. */
  void add(long from, long to) {
    if (from > to) {
      return;
    }
    Range last = ranges.isEmpty() ? null : ranges.getLast();
    if (last != null && last.to() + 1 == from) {
      ranges.set(ranges.size() - 1, new Range(last.from(), to));
    } else {
      ranges.add(new Range(from, to));
    }
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** The ranges. */
  public List<Range> list() {
    return List.copyOf(ranges);
  }

  /** As a manifest says it: {@code 5}, {@code 7-9}. */
  public List<String> texts() {
    return ranges.stream().map(Range::toString).toList();
  }

  /** The opposite of {@link #texts()}. */
  public static Ranges of(List<String> texts) {
    Ranges ranges = new Ranges();
    for (String text : texts) {
      int dash = text.indexOf('-');
      long from = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
      ranges.add(from, dash < 0 ? from : Long.parseLong(text.substring(dash + 1)));
    }
    return ranges;
  }

  /** These without those. */
  public Ranges without(Ranges others) {
    Ranges left = new Ranges();
    for (Range range : ranges) {
      long from = range.from();
      for (Range other : others.ranges) {
        if (other.to() >= from && other.from() <= range.to()) {
          left.add(from, other.from() - 1);
          from = other.to() + 1;
        }
      }
      left.add(from, range.to());
    }
    return left;
  }
}
