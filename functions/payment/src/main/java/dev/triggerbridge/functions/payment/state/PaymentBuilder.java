package dev.triggerbridge.functions.payment.state;

import dev.triggerbridge.functions.support.OutputEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Payment}; its components say what the fields mean. Not thread-safe. */
public final class PaymentBuilder {
  private @Nullable String orderId;
  private @Nullable PaymentStatus status;
  private @Nullable String customerId;
  private @Nullable String hash;
  private @Nullable Long amountMinor;
  private @Nullable String currency;
  private @Nullable String paymentMethod;
  private @Nullable String chargeKey;
  private @Nullable Long chargeFirstTriedAt;
  private @Nullable String gatewayChargeId;
  private @Nullable String refundKey;
  private @Nullable Long refundFirstTriedAt;
  private @Nullable String gatewayRefundId;
  private @Nullable String detail;
  private @Nullable Boolean cancelRequested;
  private long leaseUntil;
  private long fence;
  private List<OutputEvent> chargeEvents = List.of();
  private List<OutputEvent> refundEvents = List.of();
  private List<OutputEvent> heldEvents = List.of();
  private long createdAt;
  private long updatedAt;

  PaymentBuilder() {}

  PaymentBuilder(Payment payment) {
    this.orderId = payment.orderId();
    this.status = payment.status();
    this.customerId = payment.customerId();
    this.hash = payment.hash();
    this.amountMinor = payment.amountMinor();
    this.currency = payment.currency();
    this.paymentMethod = payment.paymentMethod();
    this.chargeKey = payment.chargeKey();
    this.chargeFirstTriedAt = payment.chargeFirstTriedAt();
    this.gatewayChargeId = payment.gatewayChargeId();
    this.refundKey = payment.refundKey();
    this.refundFirstTriedAt = payment.refundFirstTriedAt();
    this.gatewayRefundId = payment.gatewayRefundId();
    this.detail = payment.detail();
    this.cancelRequested = payment.cancelRequested();
    this.leaseUntil = payment.leaseUntil();
    this.fence = payment.fence();
    this.chargeEvents = payment.chargeEvents();
    this.refundEvents = payment.refundEvents();
    this.heldEvents = payment.heldEvents();
    this.createdAt = payment.createdAt();
    this.updatedAt = payment.updatedAt();
  }

  public PaymentBuilder orderId(String value) {
    orderId = value;
    return this;
  }

  public PaymentBuilder status(PaymentStatus value) {
    status = value;
    return this;
  }

  public PaymentBuilder customerId(@Nullable String value) {
    customerId = value;
    return this;
  }

  public PaymentBuilder hash(@Nullable String value) {
    hash = value;
    return this;
  }

  public PaymentBuilder amountMinor(@Nullable Long value) {
    amountMinor = value;
    return this;
  }

  public PaymentBuilder currency(@Nullable String value) {
    currency = value;
    return this;
  }

  public PaymentBuilder paymentMethod(@Nullable String value) {
    paymentMethod = value;
    return this;
  }

  public PaymentBuilder chargeKey(@Nullable String value) {
    chargeKey = value;
    return this;
  }

  public PaymentBuilder chargeFirstTriedAt(@Nullable Long value) {
    chargeFirstTriedAt = value;
    return this;
  }

  public PaymentBuilder gatewayChargeId(@Nullable String value) {
    gatewayChargeId = value;
    return this;
  }

  public PaymentBuilder refundKey(@Nullable String value) {
    refundKey = value;
    return this;
  }

  public PaymentBuilder refundFirstTriedAt(@Nullable Long value) {
    refundFirstTriedAt = value;
    return this;
  }

  public PaymentBuilder gatewayRefundId(@Nullable String value) {
    gatewayRefundId = value;
    return this;
  }

  public PaymentBuilder detail(@Nullable String value) {
    detail = value;
    return this;
  }

  public PaymentBuilder cancelRequested(@Nullable Boolean value) {
    cancelRequested = value;
    return this;
  }

  public PaymentBuilder leaseUntil(long value) {
    leaseUntil = value;
    return this;
  }

  public PaymentBuilder fence(long value) {
    fence = value;
    return this;
  }

  public PaymentBuilder chargeEvents(List<OutputEvent> value) {
    chargeEvents = value;
    return this;
  }

  public PaymentBuilder refundEvents(List<OutputEvent> value) {
    refundEvents = value;
    return this;
  }

  public PaymentBuilder heldEvents(List<OutputEvent> value) {
    heldEvents = value;
    return this;
  }

  public PaymentBuilder createdAt(long value) {
    createdAt = value;
    return this;
  }

  public PaymentBuilder updatedAt(long value) {
    updatedAt = value;
    return this;
  }

  /** The payment. */
  public Payment build() {
    return new Payment(
        Objects.requireNonNull(orderId, "orderId"),
        Objects.requireNonNull(status, "status"),
        customerId,
        hash,
        amountMinor,
        currency,
        paymentMethod,
        chargeKey,
        chargeFirstTriedAt,
        gatewayChargeId,
        refundKey,
        refundFirstTriedAt,
        gatewayRefundId,
        detail,
        cancelRequested,
        leaseUntil,
        fence,
        chargeEvents,
        refundEvents,
        heldEvents,
        createdAt,
        updatedAt);
  }
}
