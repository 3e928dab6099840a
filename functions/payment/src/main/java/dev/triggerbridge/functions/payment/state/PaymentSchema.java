package dev.triggerbridge.functions.payment.state;

import dev.triggerbridge.functions.support.OutputEvent;
import dev.triggerbridge.functions.support.StoredEvents;
import java.util.List;
import software.amazon.awssdk.enhanced.dynamodb.EnhancedType;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.StaticAttributeTags;

/**
 * How a {@link Payment} is laid out in its row; spelled out, because reflection costs cold start.
 */
final class PaymentSchema {
  static final String KEY = "pk";
  static final String FENCE = "fence";
  private static final String KEY_PREFIX = "order#";
  private static final EnhancedType<List<OutputEvent>> EVENTS =
      EnhancedType.listOf(OutputEvent.class);

  static final TableSchema<Payment> SCHEMA =
      TableSchema.builder(Payment.class, PaymentBuilder.class)
          .newItemBuilder(PaymentBuilder::new, PaymentBuilder::build)
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name(KEY)
                      .getter(payment -> key(payment.orderId()))
                      .setter((builder, value) -> {})
                      .tags(StaticAttributeTags.primaryPartitionKey()))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("orderId")
                      .getter(Payment::orderId)
                      .setter(PaymentBuilder::orderId))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("status")
                      .getter(payment -> payment.status().name())
                      .setter((builder, value) -> builder.status(PaymentStatus.valueOf(value))))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("customerId")
                      .getter(Payment::customerId)
                      .setter(PaymentBuilder::customerId))
          .addAttribute(
              String.class,
              attribute ->
                  attribute.name("hash").getter(Payment::hash).setter(PaymentBuilder::hash))
          .addAttribute(
              Long.class,
              attribute ->
                  attribute
                      .name("amountMinor")
                      .getter(Payment::amountMinor)
                      .setter(PaymentBuilder::amountMinor))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("currency")
                      .getter(Payment::currency)
                      .setter(PaymentBuilder::currency))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("paymentMethod")
                      .getter(Payment::paymentMethod)
                      .setter(PaymentBuilder::paymentMethod))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("chargeKey")
                      .getter(Payment::chargeKey)
                      .setter(PaymentBuilder::chargeKey))
          .addAttribute(
              Long.class,
              attribute ->
                  attribute
                      .name("chargeFirstTriedAt")
                      .getter(Payment::chargeFirstTriedAt)
                      .setter(PaymentBuilder::chargeFirstTriedAt))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("gatewayChargeId")
                      .getter(Payment::gatewayChargeId)
                      .setter(PaymentBuilder::gatewayChargeId))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("refundKey")
                      .getter(Payment::refundKey)
                      .setter(PaymentBuilder::refundKey))
          .addAttribute(
              Long.class,
              attribute ->
                  attribute
                      .name("refundFirstTriedAt")
                      .getter(Payment::refundFirstTriedAt)
                      .setter(PaymentBuilder::refundFirstTriedAt))
          .addAttribute(
              String.class,
              attribute ->
                  attribute
                      .name("gatewayRefundId")
                      .getter(Payment::gatewayRefundId)
                      .setter(PaymentBuilder::gatewayRefundId))
          .addAttribute(
              String.class,
              attribute ->
                  attribute.name("detail").getter(Payment::detail).setter(PaymentBuilder::detail))
          .addAttribute(
              Boolean.class,
              attribute ->
                  attribute
                      .name("cancelRequested")
                      .getter(Payment::cancelRequested)
                      .setter(PaymentBuilder::cancelRequested))
          .addAttribute(
              Long.class,
              attribute ->
                  attribute
                      .name("leaseUntil")
                      .getter(Payment::leaseUntil)
                      .setter(PaymentBuilder::leaseUntil))
          .addAttribute(
              Long.class,
              attribute ->
                  attribute.name("fence").getter(Payment::fence).setter(PaymentBuilder::fence))
          .addAttribute(
              EVENTS,
              attribute ->
                  attribute
                      .name("chargeEvents")
                      .getter(Payment::chargeEvents)
                      .setter(PaymentBuilder::chargeEvents)
                      .attributeConverter(new StoredEvents()))
          .addAttribute(
              EVENTS,
              attribute ->
                  attribute
                      .name("refundEvents")
                      .getter(Payment::refundEvents)
                      .setter(PaymentBuilder::refundEvents)
                      .attributeConverter(new StoredEvents()))
          .addAttribute(
              EVENTS,
              attribute ->
                  attribute
                      .name("heldEvents")
                      .getter(Payment::heldEvents)
                      .setter(PaymentBuilder::heldEvents)
                      .attributeConverter(new StoredEvents()))
          .addAttribute(
              Long.class,
              attribute ->
                  attribute
                      .name("createdAt")
                      .getter(Payment::createdAt)
                      .setter(PaymentBuilder::createdAt))
          .addAttribute(
              Long.class,
              attribute ->
                  attribute
                      .name("updatedAt")
                      .getter(Payment::updatedAt)
                      .setter(PaymentBuilder::updatedAt))
          .build();

  private PaymentSchema() {}

  static String key(String orderId) {
    return KEY_PREFIX + orderId;
  }
}
