package dev.triggerbridge.bridge.lambda;

import dev.triggerbridge.bridge.dispatch.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Tells function errors apart by what Lambda writes into their payload. */
final class FunctionErrors {
  private static final JsonFactory JSON = new JsonFactory();
  private static final int LONGEST_MESSAGE = 300;

  private FunctionErrors() {}

  static Invocation.FunctionError read(byte[] payload) {
    String type = "";
    String message = "";
    try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), payload)) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = in.currentName();
          JsonToken value = in.nextToken();
          if (value == JsonToken.VALUE_STRING && name.equals("errorType")) {
            type = in.getString();
          } else if (value == JsonToken.VALUE_STRING && name.equals("errorMessage")) {
            message = in.getString();
          } else {
            in.skipChildren();
          }
        }
      }
    } catch (JacksonException e) {
      message = new String(payload, StandardCharsets.UTF_8);
    }
    return new Invocation.FunctionError(kind(type, message), shown(type, message));
  }

  private static Invocation.Kind kind(String type, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (type.equals("Sandbox.Timedout") || text.contains("task timed out after")) {
      return Invocation.Kind.TIMEOUT;
    }
    if (type.equals("Function.ResponseSizeTooLarge")) {
      return Invocation.Kind.RESPONSE_TOO_LARGE;
    }
    if (type.equals("Runtime.OutOfMemory")
        || type.endsWith("OutOfMemoryError")
        || (type.startsWith("Runtime.") && text.contains("signal: killed"))) {
      return Invocation.Kind.OUT_OF_MEMORY;
    }
    if (type.equals("Runtime.ExitError")) {
      return Invocation.Kind.EXIT;
    }
    return Invocation.Kind.EXCEPTION;
  }

  private static String shown(String type, String message) {
    String text = type.isEmpty() ? message : type + ": " + message;
    return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text;
  }
}
