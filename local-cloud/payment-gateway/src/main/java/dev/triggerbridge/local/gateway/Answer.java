package dev.triggerbridge.local.gateway;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * An HTTP answer.
 *
 * @param body JSON
 */
record Answer(int status, String body, Map<String, String> headers) {

  static Answer ok(JsonObject body) {
    return new Answer(200, body.toString(), Map.of());
  }

  /** An error in Stripe's form. */
  static Answer error(int status, String type, String code, String message) {
    return new Answer(status, errorBody(type, code, message).toString(), Map.of());
  }

  static JsonObject errorBody(String type, String code, String message) {
    JsonObject error = new JsonObject();
    error.addProperty("type", type);
    error.addProperty("code", code);
    error.addProperty("message", message);
    JsonObject body = new JsonObject();
    body.add("error", error);
    return body;
  }

  static Answer invalid(String parameter, String message) {
    JsonObject body = errorBody("invalid_request_error", "parameter_invalid", message);
    body.getAsJsonObject("error").addProperty("param", parameter);
    return new Answer(400, body.toString(), Map.of());
  }

  /** A parameter names something that is not there. */
  static Answer missing(int status, String parameter, String message) {
    JsonObject body = errorBody("invalid_request_error", "resource_missing", message);
    body.getAsJsonObject("error").addProperty("param", parameter);
    return new Answer(status, body.toString(), Map.of());
  }

  static Answer notFound(String what) {
    return error(404, "invalid_request_error", "resource_missing", "No such " + what);
  }

  Answer withHeader(String name, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(name, value);
    return new Answer(status, body, Map.copyOf(all));
  }
}
