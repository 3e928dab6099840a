package dev.triggerbridge.functions.audittool.replay;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.triggerbridge.events.EventCodec;
import dev.triggerbridge.events.EventType;
import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.events.SubjectCatalogue;
import dev.triggerbridge.functions.audittool.bucket.AuditRecord;
import java.util.Optional;

/**
 * A message of an order, as the audit has it.
 *
 * @param orderId the order
 * @param record the record
 * @param event its payload, decoded
 */
record Recorded(String orderId, AuditRecord record, Message event) {

  /** The record as a message of an order; nothing if it is none, dead letters and poison too. */
  static Optional<Recorded> of(AuditRecord record) {
    EventType type = SubjectCatalogue.bySubject(record.subject()).orElse(null);
    if (type == null) {
      return Optional.empty();
    }
    try {
      Message event = EventCodec.decode(type, record.contentType(), record.payload());
      FieldDescriptor field = event.getDescriptorForType().findFieldByName("order_id");
      String orderId = field == null ? "" : (String) event.getField(field);
      return orderId.isEmpty()
          ? Optional.empty()
          : Optional.of(new Recorded(orderId, record, event));
    } catch (InvalidEventException e) {
      return Optional.empty();
    }
  }
}
