package dev.triggerbridge.conformance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message that the function is made for, or should at least reject in good order.
 *
 * @param subject NATS subject
 * @param contentType as its producer says
 * @param dataSchema as its producer says
 * @param headers multi-valued
 * @param data payload; not copied
 */
public record Sample(
    String subject,
    Optional<String> contentType,
    Optional<String> dataSchema,
    Map<String, List<String>> headers,
    byte[] data) {
  /** What is sent where the user gives no sample. */
  public static final Sample GENERIC =
      new Sample(
          "conformance.sample.v1",
          Optional.of("application/json"),
          Optional.empty(),
          Map.of(),
          "{\"message_id\":\"conformance-1\",\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8));

  Sample withData(byte[] other) {
    return new Sample(subject, contentType, dataSchema, headers, other);
  }

  Sample withHeaders(Map<String, List<String>> others) {
    return new Sample(subject, contentType, dataSchema, others, data);
  }

  Sample unknown() {
    return new Sample(
        "conformance.unknown.v9",
        Optional.of("application/x-protobuf"),
        Optional.of("conformance.v9.Unknown"),
        headers,
        data);
  }

  Sample undeclared() {
    return new Sample(subject, Optional.empty(), Optional.empty(), Map.of(), data);
  }
}
