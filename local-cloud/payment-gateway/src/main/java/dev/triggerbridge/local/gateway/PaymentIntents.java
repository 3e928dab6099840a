package dev.triggerbridge.local.gateway;

import com.google.gson.JsonObject;
import dev.triggerbridge.local.gateway.FaultKind.Movement;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code /v1/payment_intents}: charges a payment method at once. */
final class PaymentIntents {
  private static final Map<String, String> DECLINE_CODES =
      Map.of(
          "pm_card_declined", "generic_decline",
          "pm_card_chargeDeclined", "generic_decline",
          "pm_card_chargeDeclinedInsufficientFunds", "insufficient_funds");
  private static final Pattern QUERY =
      Pattern.compile("metadata\\[['\"]order_id['\"]]\\s*:\\s*['\"](.*)['\"]");

  private final Books books;
  private final IdempotentExecution execution;
  private final Clock clock;

  PaymentIntents(Books books, IdempotentExecution execution, Clock clock) {
    this.books = books;
    this.execution = execution;
    this.clock = clock;
  }

  Reply create(String key, Form form) throws InterruptedException {
    String orderId = form.text("metadata[order_id]");
    String method = form.text("payment_method");
    if (form.positive("amount") == 0) {
      return invalid("amount", "amount must be a whole number of minor units above 0");
    }
    if (!form.text("currency").matches("[A-Za-z]{3}")) {
      return invalid("currency", "currency must be a three-letter ISO code");
    }
    if (orderId.isEmpty()) {
      return invalid("metadata[order_id]", "this simulator needs metadata[order_id]");
    }
    if (!form.text("confirm").equals("true")) {
      return invalid("confirm", "this simulator only takes confirm=true");
    }
    // Without a method the customer's default one is charged.
    if (!method.isEmpty() && !method.startsWith("pm_card_")) {
      return invalid("payment_method", "No such PaymentMethod: '" + method + "'");
    }
    String fingerprint = form.fingerprint("payment_intents");
    return execution.run(
        key, orderId, fingerprint, Movement.CHARGE, () -> charge(key, fingerprint, form));
  }

  private Entry charge(String key, String fingerprint, Form form) {
    String number = "%08d".formatted(books.nextNumber());
    String orderId = form.text("metadata[order_id]");
    String customer = form.text("customer");
    String currency = form.text("currency").toUpperCase(Locale.ROOT);
    long amount = form.positive("amount");
    String declineCode = DECLINE_CODES.get(form.text("payment_method"));
    if (declineCode != null) {
      Ledger.Decline decline =
          new Ledger.Decline(
              "pi_" + number,
              orderId,
              customer,
              key,
              amount,
              currency,
              declineCode,
              clock.millis());
      return Entry.declined(key, fingerprint, Resources.declined(decline), decline);
    }
    Ledger.Charge charge =
        new Ledger.Charge(
            "ch_" + number,
            "pi_" + number,
            orderId,
            customer,
            key,
            amount,
            currency,
            clock.millis());
    return Entry.charged(key, fingerprint, Answer.ok(Resources.intent(charge)), charge);
  }

  /** Stripe's search, for {@code metadata['order_id']:'…'} only; unlike Stripe's never late. */
  Answer search(Form query) {
    Matcher matcher = QUERY.matcher(query.text("query"));
    if (!matcher.matches()) {
      return Answer.invalid("query", "only metadata['order_id']:'…' is understood");
    }
    String orderId = matcher.group(1);
    Ledger ledger = books.ledger();
    List<JsonObject> found =
        Stream.concat(
                ledger.chargesOf(orderId).stream().map(Resources::intent),
                ledger.declines().stream()
                    .filter(decline -> decline.orderId().equals(orderId))
                    .map(Resources::intent))
            .toList();
    return Answer.ok(Resources.list(found));
  }

  Answer get(String id) {
    Ledger ledger = books.ledger();
    return Stream.concat(
            ledger.charges().stream()
                .filter(charge -> charge.paymentIntent().equals(id))
                .map(Resources::intent),
            ledger.declines().stream()
                .filter(decline -> decline.paymentIntent().equals(id))
                .map(Resources::intent))
        .findFirst()
        .map(Answer::ok)
        .orElseGet(() -> Answer.notFound("payment_intent: '" + id + "'"));
  }

  private static Reply invalid(String parameter, String message) {
    return Reply.send(Answer.invalid(parameter, message));
  }
}
