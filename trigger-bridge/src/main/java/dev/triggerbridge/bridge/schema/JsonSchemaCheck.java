package dev.triggerbridge.bridge.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.triggerbridge.bridge.message.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** Payloads are JSON that a JSON Schema accepts; draft 2020-12 unless {@code $schema} says else. */
public final class JsonSchemaCheck implements SchemaCheck {
  private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";
  private static final String REMEDY =
      "Write a JSON Schema, draft 2020-12 unless $schema says else";

  private final Schema schema;

  private JsonSchemaCheck(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema. Nothing is fetched that it refers to.
   *
   * @throws UnusableSchemaException if it is none
   */
  public static JsonSchemaCheck parse(byte[] json) throws UnusableSchemaException {
    String text = new String(json, StandardCharsets.UTF_8);
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    try {
      List<Error> faults =
          registry.getSchema(SchemaLocation.of(META_SCHEMA)).validate(text, InputFormat.JSON);
      if (!faults.isEmpty()) {
        throw new UnusableSchemaException(
            "is no JSON Schema: at %s: %s"
                .formatted(place(faults.getFirst()), faults.getFirst().getMessage()),
            REMEDY);
      }
      Schema schema = registry.getSchema(text, InputFormat.JSON);
      schema.initializeValidators();
      return new JsonSchemaCheck(schema);
    } catch (SchemaException | JacksonException | IllegalArgumentException e) {
      throw new UnusableSchemaException("is no JSON Schema", REMEDY);
    }
  }

  @Override
  public Optional<Violation> violation(Delivery delivery) {
    String text = new String(delivery.data(), StandardCharsets.UTF_8);
    try {
      return schema
          .validate(text.startsWith("\uFEFF") ? text.substring(1) : text, InputFormat.JSON)
          .stream()
          .findFirst()
          .map(error -> new Violation(place(error), error.getMessage()));
    } catch (JacksonException | IllegalArgumentException e) {
      return Violation.whole("is no JSON");
    }
  }

  private static String place(Error error) {
    String pointer = String.valueOf(error.getInstanceLocation());
    return pointer.isEmpty() ? "payload" : pointer;
  }
}
