package dev.triggerbridge.local.gateway;

import com.google.gson.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code /v1/payment_intents}. */
final class PaymentIntents {
  private static final String URL = "/v1/payment_intents";
  private static final int LARGEST_SEARCH = 100;
  private static final Pattern QUERY =
      Pattern.compile("metadata\\['order_id']:'((?:[^'\\\\]|\\\\.)*)'");

  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  private final Books books;
  private final IdempotentExecution execution;
  private final FaultInjector faults;
  private final Clock clock;
  private final Page<Intent> page =
      new Page<>(URL, Intent::id, Intent::createdAt, Resources::intent);

  PaymentIntents(Books books, IdempotentExecution execution, FaultInjector faults, Clock clock) {
    this.books = books;
    this.execution = execution;
    this.faults = faults;
    this.clock = clock;
  }

  Reply create(String key, Form form) throws InterruptedException {
    if (form.positive("amount") == 0) {
      return invalid("amount", "amount must be a whole number of minor units above 0");
    }
    if (!form.text("currency").matches("[A-Za-z]{3}")) {
      return invalid("currency", "currency must be a three-letter ISO code");
    }
    if (isUnknown(form.text("payment_method"))) {
      return unknownMethod(form);
    }
    boolean confirm = form.text("confirm").equals("true");
    String fingerprint = form.fingerprint(URL);
    return execution.run(
        new IdempotentExecution.Request(
            key,
            form.text("metadata[order_id]"),
            fingerprint,
            confirm ? Operation.CONFIRM : Operation.CREATE,
            ""),
        () -> {
          String number = "%08d".formatted(books.nextNumber());
          Intent created = created(number, form, confirm);
          return confirm
              ? Confirmation.of(created, "", key, fingerprint, number, created.createdAt())
              : Entry.changed(key, fingerprint, Answer.ok(Resources.intent(created)), created);
        });
  }

  private Intent created(String number, Form form, boolean confirm) {
    String method = form.text("payment_method");
    long now = clock.millis();
    // Only a creation that confirms at once falls back on the customer's default.
    String attached = method.isEmpty() && confirm ? Customers.DEFAULT_METHOD : method;
    return new Intent(
        "pi_" + number,
        form.under("metadata"),
        form.text("customer"),
        form.positive("amount"),
        form.text("currency").toUpperCase(Locale.ROOT),
        attached.isEmpty() ? null : attached,
        attached.isEmpty()
            ? Intent.Status.REQUIRES_PAYMENT_METHOD
            : Intent.Status.REQUIRES_CONFIRMATION,
        null,
        null,
        now,
        now);
  }

  Reply confirm(String id, String key, Form form) throws InterruptedException {
    if (isUnknown(form.text("payment_method"))) {
      return unknownMethod(form);
    }
    String fingerprint = form.fingerprint(URL + "/" + id + "/confirm");
    return onIntent(
        id,
        key,
        fingerprint,
        Operation.CONFIRM,
        intent ->
            Confirmation.of(
                intent,
                form.text("payment_method"),
                key,
                fingerprint,
                "%08d".formatted(books.nextNumber()),
                clock.millis()));
  }

  Reply cancel(String id, String key, Form form) throws InterruptedException {
    String fingerprint = form.fingerprint(URL + "/" + id + "/cancel");
    return onIntent(
        id,
        key,
        fingerprint,
        Operation.CANCEL,
        intent -> {
          long now = clock.millis();
          if (!intent.canBeCancelled()) {
            return Confirmation.refused(
                intent, key, fingerprint, now, "its status is " + intent.status().jsonName());
          }
          Intent cancelled = intent.cancelled(now);
          return Entry.changed(key, fingerprint, Answer.ok(Resources.intent(cancelled)), cancelled);
        });
  }

  private Reply onIntent(
      String id, String key, String fingerprint, Operation operation, Change change)
      throws InterruptedException {
    Intent known = books.intent(id);
    if (known == null) {
      return Reply.send(notFound(id));
    }
    return execution.run(
        new IdempotentExecution.Request(key, known.orderId(), fingerprint, operation, id),
        () -> {
          Intent intent = books.intent(id);
          return change.of(intent == null ? known : intent);
        });
  }

  /** Stripe's search, for {@code metadata['order_id']:'…'} only; as late as told to be. */
  Answer search(Form query) {
    Matcher matcher = QUERY.matcher(query.text("query"));
    if (!matcher.matches()) {
      return Answer.invalid("query", "only metadata['order_id']:'…' is understood");
    }
    long visible = clock.millis() - faults.searchLagMillis();
    List<JsonObject> found =
        books.intentsOf(ESCAPED.matcher(matcher.group(1)).replaceAll("$1")).stream()
            .filter(intent -> intent.changedAt() <= visible)
            .limit(LARGEST_SEARCH)
            .map(Resources::intent)
            .toList();
    JsonObject result = Page.list(URL + "/search", found, false);
    result.addProperty("object", "search_result");
    return Answer.ok(result);
  }

  Answer list(Form query) {
    String customer = query.text("customer");
    return page.of(
        books.intentsNewestFirst().stream()
            .filter(intent -> customer.isEmpty() || intent.customerId().equals(customer))
            .toList(),
        query);
  }

  Answer get(String id) {
    Intent intent = books.intent(id);
    return intent == null ? notFound(id) : Answer.ok(Resources.intent(intent));
  }

  private static boolean isUnknown(String method) {
    return !method.isEmpty() && !method.startsWith("pm_card_");
  }

  private static Reply unknownMethod(Form form) {
    return Reply.send(
        Answer.missing(
            400, "payment_method", "No such PaymentMethod: '" + form.text("payment_method") + "'"));
  }

  private static Answer notFound(String id) {
    return Answer.notFound("payment_intent: '" + id + "'");
  }

  private static Reply invalid(String parameter, String message) {
    return Reply.send(Answer.invalid(parameter, message));
  }

  private interface Change {
    Entry of(Intent intent);
  }
}
