package dev.triggerbridge.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Reads samples: a record of natsbatch/1, a whole request, or an object with {@code subject} and
 * the payload as {@code text} or, as in the contract, {@code data} in base64.
 */
final class SampleFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SampleFile() {}

  static List<Sample> read(Path file) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(file + ": is no JSON: write a record as in docs/contract.md", e);
    }
    List<Sample> samples = new ArrayList<>();
    if (json.path("records").isArray()) {
      for (JsonNode record : json.path("records")) {
        samples.add(sample(file, record));
      }
    } else {
      samples.add(sample(file, json));
    }
    return samples;
  }

  private static Sample sample(Path file, JsonNode record) throws IOException {
    String subject = record.path("subject").asString("");
    if (subject.isEmpty()) {
      throw new IOException(file + ": subject is missing: write the subject of the message");
    }
    return new Sample(
        subject,
        text(record, "contentType"),
        text(record, "dataSchema"),
        headers(record),
        data(file, record));
  }

  private static Optional<String> text(JsonNode record, String name) {
    String value = record.path(name).asString("");
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static Map<String, List<String>> headers(JsonNode record) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> header : record.path("headers").properties()) {
      headers.put(
          header.getKey(), header.getValue().valueStream().map(JsonNode::asString).toList());
    }
    return headers;
  }

  private static byte[] data(Path file, JsonNode record) throws IOException {
    if (record.path("text").isString()) {
      return record.path("text").asString().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(record.path("data").asString(""));
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": data is no base64: encode it, or write text instead", e);
    }
  }
}
