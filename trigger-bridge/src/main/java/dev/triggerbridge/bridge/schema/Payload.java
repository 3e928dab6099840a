package dev.triggerbridge.bridge.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** What a payload turned out to be. */
public sealed interface Payload {
  /**
   * A JSON object or array, or a decoded Protobuf message.
   *
   * @param tree nobody may change it
   * @param type the Protobuf message type; empty for JSON
   */
  record Structured(JsonNode tree, String type) implements Payload {}

  /**
   * Text in UTF-8 that is no JSON object or array.
   *
   * @param text the whole payload
   */
  record Text(String text) implements Payload {}

  /**
   * Bytes that nothing here can read.
   *
   * @param why for people
   */
  record Opaque(String why) implements Payload {}
}
