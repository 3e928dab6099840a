package dev.triggerbridge.bridge.routing;

import dev.triggerbridge.bridge.routing.Interpretation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * AWS's ReportBatchItemFailures (Lambda Developer Guide, "Implementing partial batch responses"):
 * an empty or null list and an empty or null answer are success; an empty or null identifier, a
 * wrong key and invalid JSON fail the whole batch. Where AWS is silent, what is no clear success
 * fails: an unknown identifier, an answer that is no object, a list under a misspelt name.
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
        } else if (isMeantAsList(name)) {
          throw new InvalidAnswerException(
              Kind.INVALID_RESULT, "the answer has the key " + name + ": write batchItemFailures");
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

  /** Taken for an unknown field, a misspelt list of failures would be success for every record. */
  private static boolean isMeantAsList(String name) {
    String letters = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    return letters.startsWith("batchitem") || letters.contains("itemfail");
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
      throw new InvalidAnswerException(
          Kind.INVALID_IDENTIFIER,
          "batchItemFailures has an entry whose itemIdentifier is missing, empty or no text");
    }
    return identifier;
  }

  private static InvalidAnswerException malformed(String message) {
    return new InvalidAnswerException(Kind.MALFORMED, message);
  }
}
