package dev.triggerbridge.bridge.deadletter;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Shows payloads to people. */
public final class Payloads {
  private static final int BYTES_PER_LINE = 16;
  private static final JsonFactory JSON = new JsonFactory();

  private Payloads() {}

  /** The text itself if it is one JSON value in UTF-8, else a hex dump. */
  public static String readable(byte[] data) {
    return isJson(data) ? new String(data, StandardCharsets.UTF_8) : hex(data);
  }

  private static boolean isJson(byte[] data) {
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), data)) {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data));
      JsonToken first = in.nextToken();
      if (first == null) {
        return false;
      }
      in.skipChildren();
      return in.nextToken() == null;
    } catch (JacksonException | CharacterCodingException e) {
      return false;
    }
  }

  /** Offset, bytes in hex, and those that are printable, as {@code hexdump -C} lays them out. */
  private static String hex(byte[] data) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < data.length; at += BYTES_PER_LINE) {
      int end = Math.min(data.length, at + BYTES_PER_LINE);
      String bytes = HexFormat.ofDelimiter(" ").formatHex(data, at, end);
      StringBuilder characters = new StringBuilder();
      for (int i = at; i < end; i++) {
        characters.append(data[i] >= 0x20 && data[i] < 0x7f ? (char) data[i] : '.');
      }
      text.append("%08x  %-47s  |%s|%n".formatted(at, bytes, characters));
    }
    return text.toString().stripTrailing();
  }
}
