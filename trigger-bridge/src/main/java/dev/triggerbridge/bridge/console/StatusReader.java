package dev.triggerbridge.bridge.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads what {@link StatusJson} wrote, of this version or another: unknown fields are left out. */
public final class StatusReader {
  private StatusReader() {}

  /**
   * The status of one replica.
   *
   * @throws tools.jackson.core.JacksonException if it is not the JSON of a status
   */
  public static BridgeStatus read(byte[] json) {
    Map<String, String> texts = new LinkedHashMap<>();
    List<MappingStatus> mappings = new ArrayList<>();
    try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        if (in.nextToken() == JsonToken.START_ARRAY && name.equals("mappings")) {
          while (in.nextToken() == JsonToken.START_OBJECT) {
            mappings.add(mapping(in));
          }
        } else {
          texts.put(name, in.getString());
          in.skipChildren();
        }
      }
    }
    return new BridgeStatus(
        texts.getOrDefault("instance", "?"),
        texts.getOrDefault("version", "?"),
        Duration.ofSeconds(Long.parseLong(texts.getOrDefault("uptimeSeconds", "0"))),
        Boolean.parseBoolean(texts.get("shuttingDown")),
        mappings);
  }

  private static MappingStatus mapping(JsonParser in) {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, Long> figures = new LinkedHashMap<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      if (in.nextToken() == JsonToken.VALUE_NUMBER_INT) {
        figures.put(name, in.getLongValue());
      } else {
        texts.put(name, in.getString());
        in.skipChildren();
      }
    }
    return new MappingStatus(
        texts.getOrDefault("name", "?"),
        texts.getOrDefault("stream", ""),
        texts.getOrDefault("consumer", ""),
        texts.getOrDefault("functionName", ""),
        Boolean.parseBoolean(texts.get("ready")),
        texts.getOrDefault("state", "UNKNOWN"),
        texts.getOrDefault("reason", ""),
        figures);
  }
}
