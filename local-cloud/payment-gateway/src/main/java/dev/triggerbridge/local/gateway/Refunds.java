package dev.triggerbridge.local.gateway;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** {@code /v1/refunds}: gives back a charge, never more than was taken. */
final class Refunds {
  private static final String URL = "/v1/refunds";

  private final Books books;
  private final IdempotentExecution execution;
  private final Clock clock;
  private final Page<Ledger.Refund> page =
      new Page<>(URL, Ledger.Refund::id, Ledger.Refund::at, Resources::refund);

  Refunds(Books books, IdempotentExecution execution, Clock clock) {
    this.books = books;
    this.execution = execution;
    this.clock = clock;
  }

  Reply create(String key, Form form) throws InterruptedException {
    String intent = form.text("payment_intent");
    Ledger.Charge charge = books.charge(intent).orElse(null);
    if (charge == null) {
      return Reply.send(Answer.notFound("payment_intent: '" + intent + "'"));
    }
    long amount = form.text("amount").isEmpty() ? charge.amount() : form.positive("amount");
    if (amount == 0) {
      return Reply.send(
          Answer.invalid("amount", "amount must be a whole number of minor units above 0"));
    }
    String fingerprint = form.fingerprint(URL);
    return execution.run(
        new IdempotentExecution.Request(
            key, charge.orderId(), fingerprint, Operation.REFUND, charge.id()),
        () -> refund(key, fingerprint, charge, amount));
  }

  private Entry refund(String key, String fingerprint, Ledger.Charge charge, long amount) {
    long left = charge.amount() - books.refundedOf(charge.paymentIntent());
    if (amount > left) {
      Answer refused =
          Answer.error(
              400,
              "invalid_request_error",
              left == 0 ? "charge_already_refunded" : "amount_too_large",
              "Charge %s has %d left to refund".formatted(charge.id(), left));
      return Entry.answered(key, fingerprint, refused, clock.millis());
    }
    Ledger.Refund refund =
        new Ledger.Refund(
            "re_%08d".formatted(books.nextNumber()),
            charge.paymentIntent(),
            charge.orderId(),
            key,
            amount,
            charge.currency(),
            clock.millis());
    return Entry.refunded(key, fingerprint, Answer.ok(Resources.refund(refund)), refund);
  }

  Answer list(Form query) {
    String intent = query.text("payment_intent");
    List<Ledger.Refund> refunds = new ArrayList<>(books.ledger().refunds());
    return page.of(
        refunds.reversed().stream()
            .filter(refund -> intent.isEmpty() || refund.paymentIntent().equals(intent))
            .toList(),
        query);
  }
}
