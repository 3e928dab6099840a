package dev.triggerbridge.bridge.config;

import java.util.Optional;

/** Reads {@code schema} of a mapping. */
final class PayloadSchemaReader {
  private PayloadSchemaReader() {}

  static Optional<PayloadSchema> read(Section mapping) {
    if (!mapping.has("schema")) {
      return Optional.empty();
    }
    Section schema = mapping.section("schema");
    Optional<PayloadSchema> protobuf =
        schema.item("protobuf").map(Located::at).map(PayloadSchema.Protobuf::new);
    Optional<PayloadSchema> json =
        schema.item("jsonSchema").map(Located::at).map(PayloadSchema.JsonSchema::new);
    schema.rejectUnknownKeys();
    if (protobuf.isPresent() == json.isPresent() && schema.isSound()) {
      mapping.problem(
          "schema",
          protobuf.isPresent() ? "names two kinds of payload" : "names nothing to check",
          "Write schema: {protobuf: orders.v1.OrderCreated} or schema: {jsonSchema: order.json}");
    }
    return protobuf.or(() -> json);
  }
}
