package dev.triggerbridge.functions.payment.state;

import dev.triggerbridge.functions.payment.gateway.Charge;
import dev.triggerbridge.functions.payment.gateway.Refund;
import dev.triggerbridge.functions.support.OutputEvent;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One order's payment, as a snapshot of its row. Times are epoch milliseconds. The row has no TTL:
 * it is what makes a second charge impossible.
 *
 * @param hash of the order's business fields, null in a tombstone
 * @param amountMinor minor units; with currency, customer and method what every call with the
 *     charge key carries, whichever version of the event triggers it
 * @param chargeFirstTriedAt not after the first use of the charge key
 * @param gatewayChargeId the gateway's identity of the charge, there before it is confirmed, and
 *     never exchanged for another; null while there is none
 * @param refundFirstTriedAt not after the first use of the refund key
 * @param detail why it was declined or held
 * @param cancelRequested a cancellation met an open charge or a payment on hold
 * @param leaseUntil until then one execution has the right to call the gateway; 0 for nobody
 * @param fence goes up with every write, so that a write made from an old snapshot fails
 * @param chargeEvents what charging announced: completed or failed
 * @param refundEvents what refunding announced
 * @param heldEvents what holding announced
 */
public record Payment(
    String orderId,
    PaymentStatus status,
    @Nullable String customerId,
    @Nullable String hash,
    @Nullable Long amountMinor,
    @Nullable String currency,
    @Nullable String paymentMethod,
    @Nullable String chargeKey,
    @Nullable Long chargeFirstTriedAt,
    @Nullable String gatewayChargeId,
    @Nullable String refundKey,
    @Nullable Long refundFirstTriedAt,
    @Nullable String gatewayRefundId,
    @Nullable String detail,
    @Nullable Boolean cancelRequested,
    long leaseUntil,
    long fence,
    List<OutputEvent> chargeEvents,
    List<OutputEvent> refundEvents,
    List<OutputEvent> heldEvents,
    long createdAt,
    long updatedAt) {
  public Payment {
    chargeEvents = List.copyOf(chargeEvents);
    refundEvents = List.copyOf(refundEvents);
    heldEvents = List.copyOf(heldEvents);
  }

  /** What the charge key stands for. */
  public Charge charge() {
    return new Charge(
        orderId, required(customerId), amount(), required(currency), required(paymentMethod));
  }

  /** What the refund key stands for. */
  public Refund refund() {
    return new Refund(orderId, required(gatewayChargeId), amount());
  }

  /** The charge key of a payment that has one. */
  public String requiredChargeKey() {
    return required(chargeKey);
  }

  /** The refund key of a payment that has one. */
  public String requiredRefundKey() {
    return required(refundKey);
  }

  /** Minor units; not for a tombstone. */
  public long amount() {
    return Objects.requireNonNull(amountMinor, "amountMinor");
  }

  /** A free order: there is nothing that the gateway could do. */
  public boolean isFree() {
    return amount() == 0;
  }

  /** Whether an execution may be calling the gateway. */
  public boolean isLeased(long now) {
    return now < leaseUntil;
  }

  /** A changed copy. */
  public PaymentBuilder toBuilder() {
    return new PaymentBuilder(this);
  }

  /** A new row in the making. */
  public static PaymentBuilder builder(String orderId, PaymentStatus status, long now) {
    return new PaymentBuilder().orderId(orderId).status(status).createdAt(now).updatedAt(now);
  }

  private static String required(@Nullable String value) {
    return Objects.requireNonNull(value, "the row lacks what its status needs");
  }
}
