package dev.triggerbridge.local.system.simulate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One message to publish.
 *
 * @param orderId order it asks for, or null for poison
 * @param subject subject
 * @param headers headers, empty for producers that set none
 * @param data payload
 */
public record Publication(
    @Nullable String orderId, String subject, Map<String, String> headers, byte[] data) {
  static final String PLACED = "orders.placed.v1";
  static final String CREATED_V1 = "orders.created.v1";
}
