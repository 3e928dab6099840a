package dev.triggerbridge.bridge.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How Protobuf payloads are decoded.
 *
 * @param descriptorSet a file that {@code protoc} wrote; empty if nothing is decoded
 * @param types message types by subject filter, in the order in which they are tried
 */
public record SchemasConfig(Optional<Located> descriptorSet, Map<String, Located> types) {
  /** Nothing is decoded. */
  public static final SchemasConfig NONE = new SchemasConfig(Optional.empty(), Map.of());

  /** Copies the map. */
  public SchemasConfig {
    types = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }
}
