package dev.triggerbridge.bridge.promises;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A natsbatch/1 request as a function reads it. */
record Request(String batchId, List<Rec> records) {
  static Request parse(byte[] json) {
    String batchId = "";
    List<Rec> records = new ArrayList<>();
    try (JsonParser in = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
      in.nextToken();
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case "batchId" -> batchId = in.getString();
          case "records" -> {
            while (in.nextToken() != JsonToken.END_ARRAY) {
              records.add(record(in));
            }
          }
          default -> in.skipChildren();
        }
      }
    }
    return new Request(batchId, records);
  }

  boolean has(String data) {
    return records.stream().anyMatch(one -> one.data().equals(data));
  }

  private static Rec record(JsonParser in) {
    String id = "";
    String data = "";
    String subject = "";
    int deliveryCount = 0;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "id" -> id = in.getString();
        case "data" ->
            data =
                new String(
                    Base64.getDecoder().decode(in.getString()),
                    java.nio.charset.StandardCharsets.UTF_8);
        case "subject" -> subject = in.getString();
        case "deliveryCount" -> deliveryCount = in.getIntValue();
        default -> in.skipChildren();
      }
    }
    return new Rec(id, data, subject, deliveryCount);
  }

  /** One record. */
  record Rec(String id, String data, String subject, int deliveryCount) {
    long sequence() {
      return Long.parseLong(id.substring(id.indexOf('/') + 1));
    }
  }
}
