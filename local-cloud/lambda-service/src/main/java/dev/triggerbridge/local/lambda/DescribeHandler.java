package dev.triggerbridge.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** GetFunction, GetFunctionConfiguration, GetFunctionConcurrency and ListFunctions. */
final class DescribeHandler {
  private final Functions functions;

  DescribeHandler(Functions functions) {
    this.functions = functions;
  }

  byte[] configuration(FunctionReference reference, FunctionPool pool) {
    return Json.object(json -> write(json, reference, pool.function()));
  }

  byte[] function(FunctionReference reference, FunctionPool pool) {
    return Json.object(
        json -> {
          json.writeObjectPropertyStart("Configuration");
          write(json, reference, pool.function());
          json.writeEndObject();
          json.writeObjectPropertyStart("Code");
          json.writeStringProperty("RepositoryType", "Local");
          json.writeStringProperty("Location", pool.function().artifact().toUri().toString());
          json.writeEndObject();
          json.writeObjectPropertyStart("Concurrency");
          json.writeNumberProperty(
              "ReservedConcurrentExecutions", pool.function().reservedConcurrency());
          json.writeEndObject();
        });
  }

  byte[] concurrency(FunctionPool pool) {
    return Json.object(
        json ->
            json.writeNumberProperty(
                "ReservedConcurrentExecutions", pool.function().reservedConcurrency()));
  }

  byte[] list() {
    return Json.object(
        json -> {
          json.writeArrayPropertyStart("Functions");
          for (FunctionPool pool : functions.all()) {
            json.writeStartObject();
            write(
                json,
                new FunctionReference(pool.function().name(), Optional.empty()),
                pool.function());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private void write(JsonGenerator json, FunctionReference reference, LocalFunction function) {
    json.writeStringProperty("FunctionName", function.name());
    json.writeStringProperty("FunctionArn", functions.arn(reference));
    json.writeStringProperty("Runtime", "java25");
    json.writeStringProperty("Handler", function.handler());
    json.writeStringProperty(
        "Role", "arn:aws:iam::" + LambdaServiceOptions.ACCOUNT + ":role/local");
    json.writeNumberProperty("CodeSize", size(function));
    json.writeNumberProperty("Timeout", Math.max(1, function.timeout().toSeconds()));
    json.writeNumberProperty("MemorySize", function.memoryMb());
    json.writeStringProperty("Version", Functions.version(reference));
    json.writeStringProperty("PackageType", "Zip");
    json.writeStringProperty("State", "Active");
    json.writeStringProperty("LastUpdateStatus", "Successful");
    json.writeArrayPropertyStart("Architectures");
    json.writeString(System.getProperty("os.arch", "").contains("aarch") ? "arm64" : "x86_64");
    json.writeEndArray();
    json.writeObjectPropertyStart("Environment");
    json.writeObjectPropertyStart("Variables");
    for (Map.Entry<String, String> variable : new TreeMap<>(function.environment()).entrySet()) {
      json.writeStringProperty(variable.getKey(), variable.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static long size(LocalFunction function) {
    try {
      return Files.size(function.artifact());
    } catch (IOException e) {
      return 0;
    }
  }
}
