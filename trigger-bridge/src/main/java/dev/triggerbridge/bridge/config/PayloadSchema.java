package dev.triggerbridge.bridge.config;

/** What every payload of a mapping has to be. */
public sealed interface PayloadSchema {
  /**
   * A Protobuf message.
   *
   * @param type full name of its type, from {@code schemas.descriptorSet}
   */
  record Protobuf(Located type) implements PayloadSchema {}

  /**
   * JSON that a schema accepts.
   *
   * @param file the JSON Schema
   */
  record JsonSchema(Located file) implements PayloadSchema {}
}
