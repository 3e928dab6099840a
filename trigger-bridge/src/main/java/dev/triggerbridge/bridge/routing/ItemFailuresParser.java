package dev.triggerbridge.bridge.routing;

import dev.triggerbridge.bridge.routing.Interpretation.Kind;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * AWS's ReportBatchItemFailures: an empty or null list and an empty answer are success; an empty or
 * null identifier and a wrong key fail the whole batch.
 */
final class ItemFailuresParser {
  private static final JsonFactory JSON = new JsonFactory();

  private ItemFailuresParser() {}

  static List<String> parse(byte[] answer) throws InvalidAnswerException {
    List<String> failed = new ArrayList<>();
    if (answer.length == 0) {
      return failed;
    }
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), answer)) {
      JsonToken first = in.nextToken();
      if (first == JsonToken.VALUE_NULL || first == null) {
        return failed;
      }
      if (first != JsonToken.START_OBJECT) {
        throw malformed("the answer is no JSON object");
      }
      while (in.nextToken() != JsonToken.END_OBJECT) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if (name.equals("batchItemFailures")) {
          readList(in, value, failed);
        } else {
          in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw malformed("there is more after the answer");
      }
      return failed;
    }
  }

  private static void readList(JsonParser in, JsonToken value, List<String> failed)
      throws InvalidAnswerException {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      throw malformed("batchItemFailures is no list");
    }
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (in.currentToken() != JsonToken.START_OBJECT) {
        throw malformed("batchItemFailures has an entry that is no object");
      }
      failed.add(readIdentifier(in));
    }
  }

  private static String readIdentifier(JsonParser in) throws InvalidAnswerException {
    String identifier = "";
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      if (name.equals("itemIdentifier") && value == JsonToken.VALUE_STRING) {
        identifier = in.getString();
      } else {
        in.skipChildren();
      }
    }
    if (identifier.isEmpty()) {
      throw malformed("batchItemFailures has an entry without itemIdentifier");
    }
    return identifier;
  }

  private static InvalidAnswerException malformed(String message) {
    return new InvalidAnswerException(Kind.MALFORMED, message);
  }
}
