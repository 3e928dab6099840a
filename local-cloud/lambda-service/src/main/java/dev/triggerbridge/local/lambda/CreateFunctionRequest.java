package dev.triggerbridge.local.lambda;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What CreateFunction was asked for; fields that mean nothing here, such as the role, are passed
 * over.
 *
 * @param zip the code, which has to come with the request
 */
record CreateFunctionRequest(
    String name,
    String handler,
    int memoryMb,
    Duration timeout,
    Map<String, String> environment,
    byte[] zip) {

  /**
   * Reads a request.
   *
   * @throws ApiException naming the field that is missing
   * @throws tools.jackson.core.JacksonException if it is no JSON
   */
  static CreateFunctionRequest parse(byte[] body) throws ApiException {
    String name = "";
    String handler = "";
    int memory = 128;
    int timeout = 3;
    Map<String, String> environment = new HashMap<>();
    byte[] zip = new byte[0];
    try (JsonParser json = Json.parser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "FunctionName" -> name = json.getString();
          case "Handler" -> handler = json.getString();
          case "MemorySize" -> memory = json.getIntValue();
          case "Timeout" -> timeout = json.getIntValue();
          case "Environment" -> environment.putAll(variables(json));
          case "Code" -> zip = zip(json);
          default -> json.skipChildren();
        }
      }
    }
    require(!name.isEmpty(), "FunctionName");
    require(!handler.isEmpty(), "Handler");
    require(zip.length > 0, "Code.ZipFile");
    FunctionReference reference = FunctionReference.parse(name, java.util.Optional.empty());
    return new CreateFunctionRequest(
        reference.name(), handler, memory, Duration.ofSeconds(timeout), environment, zip);
  }

  private static void require(boolean given, String field) throws ApiException {
    if (!given) {
      throw ApiException.invalidParameter(field + " is missing: this local service needs it");
    }
  }

  private static Map<String, String> variables(JsonParser json) {
    Map<String, String> variables = new HashMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = json.currentName().equals("Variables");
      json.nextToken();
      if (!wanted) {
        json.skipChildren();
        continue;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String variable = json.currentName();
        json.nextToken();
        variables.put(variable, json.getString());
      }
    }
    return variables;
  }

  private static byte[] zip(JsonParser json) {
    byte[] zip = new byte[0];
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = json.currentName().equals("ZipFile");
      json.nextToken();
      if (wanted) {
        zip = json.getBinaryValue();
      } else {
        json.skipChildren();
      }
    }
    return zip;
  }
}
