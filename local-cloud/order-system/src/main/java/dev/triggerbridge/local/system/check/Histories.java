package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.Position;
import dev.triggerbridge.local.system.snapshot.Snapshot;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every order that somebody asked for, by order id, in the order of asking.
 *
 * @param byOrder histories by order id
 */
public record Histories(Map<String, OrderHistory> byOrder) {
  /** Reads all streams of a snapshot; poison of the journal asks for nothing. */
  static Histories of(Snapshot snapshot) {
    Set<Position> poison = new HashSet<>(snapshot.journal().poison());
    Map<String, HistoryBuilder> builders = new LinkedHashMap<>();
    for (StreamContent stream : snapshot.streams()) {
      for (StreamMessage message : stream.messages()) {
        if (!poison.contains(new Position(stream.name(), message.sequence()))) {
          add(message, builders);
        }
      }
    }
    Map<String, OrderHistory> histories = new LinkedHashMap<>();
    builders.forEach(
        (orderId, builder) -> {
          OrderHistory history = builder.build();
          if (history != null) {
            histories.put(orderId, history);
          }
        });
    return new Histories(histories);
  }

  private static void add(StreamMessage message, Map<String, HistoryBuilder> builders) {
    Events.read(message)
        .ifPresent(
            event -> {
              String orderId = Events.orderId(event);
              if (!orderId.isEmpty()) {
                builders
                    .computeIfAbsent(orderId, HistoryBuilder::new)
                    .add(message.subject(), message.time(), event);
              }
            });
  }
}
