package dev.triggerbridge.bridge.lanes;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The records that wait, by key. Of each key at most one is out, and it is the oldest; the next one
 * waits until that one is back. A halted key lets nothing out that is newer than what halted it.
 * Pure; one thread, or under the caller's lock.
 */
public final class Lanes {
  private final Map<String, Lane> lanes = new HashMap<>();
  private final TreeMap<Long, Lane> ready = new TreeMap<>();
  private final Map<Long, Lane> laneOf = new HashMap<>();
  private Map<String, Long> halts = Map.of();

  /**
   * A record waits.
   *
   * @param key null if it need not follow any other
   */
  public void add(Delivery delivery, @Nullable String key) {
    String name = key == null ? "#" + delivery.sequence() : "=" + key;
    Lane lane = lanes.computeIfAbsent(name, unused -> new Lane(name, key));
    lane.waiting.put(delivery.sequence(), delivery);
    laneOf.put(delivery.sequence(), lane);
    refresh(lane);
  }

  /** The oldest record that may go out now, or null. */
  public @Nullable Delivery take() {
    Map.Entry<Long, Lane> first = ready.firstEntry();
    if (first == null) {
      return null;
    }
    Lane lane = first.getValue();
    Delivery taken = lane.waiting.remove(first.getKey());
    lane.out = taken;
    refresh(lane);
    return taken;
  }

  /** The record is back, whatever became of it. */
  public void back(Delivery delivery) {
    Lane lane = laneOf.get(delivery.sequence());
    if (lane != null && lane.out == delivery) {
      lane.out = null;
      laneOf.remove(delivery.sequence());
      refresh(lane);
      if (lane.waiting.isEmpty()) {
        lanes.remove(lane.name);
      }
    }
  }

  /**
   * Replaces what is halted.
   *
   * @param sequences by {@link KeyHash}; records up to the sequence may still go out
   */
  public void halt(Map<String, Long> sequences) {
    halts = Map.copyOf(sequences);
    lanes.values().forEach(this::refresh);
  }

  /** What is halted. */
  public Map<String, Long> halts() {
    return halts;
  }

  /** Takes everything that waits. */
  public List<Delivery> drain() {
    List<Delivery> all = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      all.addAll(lane.waiting.values());
      lane.waiting.clear();
    }
    ready.clear();
    return all;
  }

  private void refresh(Lane lane) {
    if (lane.readyAt != null) {
      ready.remove(lane.readyAt);
      lane.readyAt = null;
    }
    if (lane.out == null && !lane.waiting.isEmpty() && !isHalted(lane)) {
      lane.readyAt = lane.waiting.firstKey();
      ready.put(lane.readyAt, lane);
    }
  }

  private boolean isHalted(Lane lane) {
    if (halts.isEmpty() || lane.key == null) {
      return false;
    }
    Long upTo = halts.get(KeyHash.of(lane.key));
    return upTo != null && lane.waiting.firstKey() > upTo;
  }

  private static final class Lane {
    private final String name;
    private final @Nullable String key;
    private final TreeMap<Long, Delivery> waiting = new TreeMap<>();
    private @Nullable Delivery out;
    private @Nullable Long readyAt;

    private Lane(String name, @Nullable String key) {
      this.name = name;
      this.key = key;
    }
  }
}
