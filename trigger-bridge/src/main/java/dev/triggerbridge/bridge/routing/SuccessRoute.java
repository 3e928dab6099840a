package dev.triggerbridge.bridge.routing;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Where the result of a record goes that its function has processed (the idea of AWS's OnSuccess
 * destination): one further event, published like the function's own before the ack. Immutable.
 */
public final class SuccessRoute {
  /** Results go nowhere. */
  public static final SuccessRoute NONE = new SuccessRoute("", "", Optional.empty());

  private static final String SCHEMA = "natssuccess/1";
  private static final JsonFactory JSON = new JsonFactory();

  private final String mapping;
  private final String function;
  private final Optional<String> subject;

  /** For one mapping. */
  public SuccessRoute(String mapping, String function, Optional<String> subject) {
    this.mapping = mapping;
    this.function = function;
    this.subject = subject;
  }

  /**
   * The events to publish: the function's, then the result. Its id depends on nothing but mapping,
   * epoch and sequence, so that a repetition is a duplicate.
   */
  public List<OutputEvent> with(Delivery delivery, List<OutputEvent> events) {
    if (subject.isEmpty()) {
      return events;
    }
    List<OutputEvent> all = new ArrayList<>(events);
    all.add(
        new OutputEvent(
            "success:%s:%s:%d".formatted(mapping, delivery.epoch(), delivery.sequence()),
            subject.get(),
            "application/json",
            SCHEMA,
            Headers.NONE,
            body(delivery, events)));
    return all;
  }

  private byte[] body(Delivery delivery, List<OutputEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      out.writeStartObject();
      out.writeStringProperty("schema", SCHEMA);
      out.writeStringProperty("condition", "Success");
      out.writeStringProperty("mapping", mapping);
      out.writeStringProperty("functionName", function);
      out.writeName("record");
      out.writeStartObject();
      out.writeStringProperty("id", delivery.id());
      out.writeStringProperty("epoch", delivery.epoch());
      out.writeStringProperty("messageId", delivery.messageId());
      out.writeStringProperty("subject", delivery.subject());
      out.writeNumberProperty("deliveryCount", delivery.deliveryCount());
      out.writeEndObject();
      out.writeName("events");
      out.writeStartArray();
      for (OutputEvent event : events) {
        out.writeStartObject();
        out.writeStringProperty("id", event.id());
        out.writeStringProperty("subject", event.subject());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }
}
