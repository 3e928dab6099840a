package dev.triggerbridge.bridge.app;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which records belong together: those that were asked for, what has caused them, and what they
 * have caused. Holds at most so many, so that one question cannot fill the memory. Pure; not
 * thread-safe.
 */
final class Family {
  private final int mostCauses;
  private final int mostMembers;
  private final Map<Ref, Ref> causes = new HashMap<>();
  private final Set<Ref> seeds = new LinkedHashSet<>();
  private boolean cut;

  /**
   * Empty.
   *
   * @param mostCauses how many causes are remembered
   * @param mostMembers how many records there can be
   */
  Family(int mostCauses, int mostMembers) {
    this.mostCauses = mostCauses;
    this.mostMembers = mostMembers;
  }

  /** A record that was asked for. */
  void seed(Ref record) {
    if (seeds.size() < mostMembers) {
      seeds.add(record);
    } else {
      cut = true;
    }
  }

  /** A record whose cause is known. */
  void caused(Ref record, Ref cause) {
    if (causes.size() < mostCauses) {
      causes.put(record, cause);
    } else {
      cut = true;
    }
  }

  boolean isSeed(Ref record) {
    return seeds.contains(record);
  }

  /** Whether there is more than was kept. */
  boolean isCut() {
    return cut;
  }

  /** Everybody, in no order that means anything. */
  Set<Ref> members() {
    Map<Ref, List<Ref>> effects = new HashMap<>();
    causes.forEach(
        (record, cause) -> effects.computeIfAbsent(cause, none -> new ArrayList<>()).add(record));
    Set<Ref> members = new LinkedHashSet<>();
    Deque<Ref> next = new ArrayDeque<>(seeds);
    while (!next.isEmpty()) {
      Ref record = next.removeFirst();
      if (members.size() >= mostMembers) {
        cut = true;
        break;
      }
      if (members.add(record)) {
        Ref cause = causes.get(record);
        if (cause != null) {
          next.addLast(cause);
        }
        next.addAll(effects.getOrDefault(record, List.of()));
      }
    }
    return members;
  }

  /**
   * A record for ever: the same sequence of a stream that was made anew is another.
   *
   * @param epoch of the stream
   */
  record Ref(String stream, String epoch, long sequence) {
    /** From {@code stream/epoch/sequence}; null if it is not written so. */
    static @org.jspecify.annotations.Nullable Ref parse(String text) {
      int first = text.indexOf('/');
      int last = text.lastIndexOf('/');
      if (first < 1 || last <= first || !text.substring(last + 1).matches("[1-9]\\d{0,17}")) {
        return null;
      }
      return new Ref(
          text.substring(0, first),
          text.substring(first + 1, last),
          Long.parseLong(text.substring(last + 1)));
    }

    /** As functions, logs and dead letters name it. */
    String id() {
      return stream + "/" + sequence;
    }
  }
}
