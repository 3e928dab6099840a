package dev.triggerbridge.bridge.trace;

import io.opentelemetry.api.common.AttributeKey;
import java.util.regex.Pattern;

/**
 * Names of attributes: OpenTelemetry's semantic conventions for messaging, FaaS and RPC (1.43), and
 * ours for what they have no word for.
 */
final class Names {
  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
  static final AttributeKey<String> OPERATION_TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  static final AttributeKey<String> CONSUMER =
      AttributeKey.stringKey("messaging.consumer.group.name");
  static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
  static final AttributeKey<Long> BODY_SIZE = AttributeKey.longKey("messaging.message.body.size");
  static final AttributeKey<Long> BATCH_COUNT =
      AttributeKey.longKey("messaging.batch.message_count");
  static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

  static final AttributeKey<String> RPC_SYSTEM = AttributeKey.stringKey("rpc.system");
  static final AttributeKey<String> RPC_SERVICE = AttributeKey.stringKey("rpc.service");
  static final AttributeKey<String> RPC_METHOD = AttributeKey.stringKey("rpc.method");
  static final AttributeKey<String> INVOKED_NAME = AttributeKey.stringKey("faas.invoked_name");
  static final AttributeKey<String> INVOKED_PROVIDER =
      AttributeKey.stringKey("faas.invoked_provider");
  static final AttributeKey<String> INVOKED_REGION = AttributeKey.stringKey("faas.invoked_region");

  static final AttributeKey<String> MAPPING = AttributeKey.stringKey("triggerbridge.mapping");
  static final AttributeKey<String> STREAM = AttributeKey.stringKey("triggerbridge.stream");
  static final AttributeKey<Long> SEQUENCE = AttributeKey.longKey("triggerbridge.stream_sequence");
  static final AttributeKey<Long> DELIVERY_COUNT =
      AttributeKey.longKey("triggerbridge.delivery_count");
  static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("triggerbridge.outcome");
  static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("triggerbridge.attempt");
  static final AttributeKey<Long> DELAY = AttributeKey.longKey("triggerbridge.delay_ms");
  static final AttributeKey<String> EVENT_ID = AttributeKey.stringKey("triggerbridge.event_id");
  static final AttributeKey<String> BATCH_ID = AttributeKey.stringKey("triggerbridge.batch_id");

  static final String NATS = "nats";

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private Names() {}

  /** A function may write anything into its codes, a part of a payload too. */
  static String code(String code) {
    return CODE.matcher(code).matches() ? code : "(not a code)";
  }
}
