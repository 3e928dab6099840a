package dev.triggerbridge.functions.support;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.enhanced.dynamodb.AttributeConverter;
import software.amazon.awssdk.enhanced.dynamodb.AttributeValueType;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Events stored with the effect they announce, byte for byte, so that every later trigger returns
 * what the first one did. A list of maps {@code id, subject, schema, data} and, of a delayed event,
 * {@code deliverAt}; also a converter for the enhanced client.
 */
public final class StoredEvents implements AttributeConverter<List<OutputEvent>> {
  /** What the enhanced client's table schemas call this type. */
  public static final EnhancedType<List<OutputEvent>> TYPE = EnhancedType.listOf(OutputEvent.class);

  private static final String DELIVER_AT = "deliverAt";

  /** The attribute's value; never null, an empty list for no events. */
  public static AttributeValue toAttribute(List<OutputEvent> events) {
    return AttributeValue.fromL(
        events.stream().map(event -> AttributeValue.fromM(fields(event))).toList());
  }

  /** The events of an attribute; an absent attribute has none. */
  public static List<OutputEvent> fromAttribute(@Nullable AttributeValue attribute) {
    if (attribute == null || !attribute.hasL()) {
      return List.of();
    }
    return attribute.l().stream().map(AttributeValue::m).map(StoredEvents::event).toList();
  }

  private static Map<String, AttributeValue> fields(OutputEvent event) {
    Map<String, AttributeValue> fields = new HashMap<>();
    fields.put("id", AttributeValue.fromS(event.id()));
    fields.put("subject", AttributeValue.fromS(event.subject()));
    fields.put("schema", AttributeValue.fromS(event.dataSchema()));
    fields.put(
        "data", AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(event.data().toByteArray())));
    if (event.deliverAt() != null) {
      fields.put(DELIVER_AT, AttributeValue.fromS(event.deliverAt().toString()));
    }
    return fields;
  }

  private static OutputEvent event(Map<String, AttributeValue> fields) {
    return new OutputEvent(
        field(fields, "id").s(),
        field(fields, "subject").s(),
        field(fields, "schema").s(),
        ByteString.copyFrom(field(fields, "data").b().asByteBuffer()),
        fields.containsKey(DELIVER_AT) ? Instant.parse(field(fields, DELIVER_AT).s()) : null);
  }

  private static AttributeValue field(Map<String, AttributeValue> fields, String name) {
    AttributeValue value = fields.get(name);
    if (value == null) {
      throw new IllegalStateException("a stored event has no " + name + ": the row was altered");
    }
    return value;
  }

  @Override
  public AttributeValue transformFrom(List<OutputEvent> events) {
    return toAttribute(events);
  }

  @Override
  public List<OutputEvent> transformTo(AttributeValue attribute) {
    return fromAttribute(attribute);
  }

  @Override
  public EnhancedType<List<OutputEvent>> type() {
    return TYPE;
  }

  @Override
  public AttributeValueType attributeValueType() {
    return AttributeValueType.L;
  }
}
