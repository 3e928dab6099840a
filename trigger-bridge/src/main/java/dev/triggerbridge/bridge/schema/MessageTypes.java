package dev.triggerbridge.bridge.schema;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Says which message type a record's Protobuf payload has: the one that its {@code Data-Schema}
 * header names, else the one of its subject. Immutable; thread-safe.
 */
public final class MessageTypes {
  /** Knows no type. */
  public static final MessageTypes NONE =
      new MessageTypes(DescriptorSet.NONE, Map.of(), (filter, subject) -> false);

  private final DescriptorSet types;
  private final Map<String, MessageType> bySubject;
  private final BiPredicate<String, String> matches;

  /**
   * Combines a set with a table.
   *
   * @param bySubject types by subject filter, in the order in which they are tried
   * @param matches whether a filter, the first argument, matches a subject
   */
  public MessageTypes(
      DescriptorSet types,
      Map<String, MessageType> bySubject,
      BiPredicate<String, String> matches) {
    this.types = types;
    this.bySubject =
        java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(bySubject));
    this.matches = matches;
  }

  /** The type of the record's payload, if it is Protobuf. */
  public Optional<MessageType> of(Delivery delivery) {
    String named = delivery.dataSchema();
    if (named != null) {
      Optional<MessageType> known = types.find(named.substring(named.lastIndexOf('/') + 1));
      if (known.isPresent()) {
        return known;
      }
    }
    return bySubject.entrySet().stream()
        .filter(entry -> matches.test(entry.getKey(), delivery.subject()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
