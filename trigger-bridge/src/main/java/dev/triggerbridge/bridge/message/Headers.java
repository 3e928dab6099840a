package dev.triggerbridge.bridge.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Multi-valued headers, names as sent and compared exactly. Immutable.
 *
 * @param values every name with its values
 */
public record Headers(Map<String, List<String>> values) {
  /** No headers. */
  public static final Headers NONE = new Headers(Map.of());

  /** Copies the map and its lists. */
  public Headers {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, some) -> copy.put(name, List.copyOf(some)));
    values = java.util.Collections.unmodifiableMap(copy);
  }

  /** The first value of a header, or null. */
  public @Nullable String first(String name) {
    List<String> some = values.get(name);
    return some == null || some.isEmpty() ? null : some.getFirst();
  }
}
