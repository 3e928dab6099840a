package dev.triggerbridge.local.gateway;

import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request that changes something under its key, as Stripe documents it: the first answer is
 * saved once the execution has begun, success or not, and returned to every repetition; a rate
 * limit, an unavailable service, invalid parameters and a conflict save nothing.
 */
final class IdempotentExecution {
  private final Books books;
  private final FaultInjector faults;
  private final Clock clock;

  IdempotentExecution(Books books, FaultInjector faults, Clock clock) {
    this.books = books;
    this.faults = faults;
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param key the idempotency key, empty for none
   * @param orderId for which faults are planned
   * @param fingerprint of endpoint and parameters
   * @param object that one request at a time may change, empty for none
   */
  record Request(
      String key, String orderId, String fingerprint, Operation operation, String object) {}

  /**
   * Blocks while the request is executed.
   *
   * @param effect makes the entry; called while nothing else is executed
   */
  Reply run(Request request, Supplier<Entry> effect) throws InterruptedException {
    FaultKind front = faults.front(request.key(), request.orderId(), request.operation());
    if (front != null) {
      return inFront(front);
    }
    return switch (books.claim(
        request.key(), request.fingerprint(), request.object(), clock.millis())) {
      case Books.Claim.Saved(Answer answer) -> Reply.send(replayed(answer));
      case Books.Claim.InUse() ->
          Reply.send(
              Answer.error(
                      409,
                      "idempotency_error",
                      "idempotency_key_in_use",
                      "There is currently another in-progress request using this Idempotent Key")
                  .withHeader("Stripe-Should-Retry", "true"));
      case Books.Claim.Locked() ->
          Reply.send(
              Answer.error(
                      429,
                      "invalid_request_error",
                      "lock_timeout",
                      "This object cannot be accessed right now: another request is using it")
                  .withHeader("Stripe-Should-Retry", "true"));
      case Books.Claim.OtherParameters() ->
          Reply.send(
              Answer.error(
                  400,
                  "idempotency_error",
                  "idempotency_error",
                  "Keys for idempotent requests can only be used with the same parameters they"
                      + " were first used with"));
      case Books.Claim.Fresh() -> {
        try {
          yield execute(request, effect);
        } finally {
          books.release(request.key(), request.object());
        }
      }
    };
  }

  // Asking again has no additional effect: what the header's value false is documented to say.
  private static Answer replayed(Answer saved) {
    Answer replayed = saved.withHeader("Idempotent-Replayed", "true");
    return saved.status() >= 500 ? replayed.withHeader("Stripe-Should-Retry", "false") : replayed;
  }

  private Reply execute(Request request, Supplier<Entry> effect) throws InterruptedException {
    pause(faults.latencyMillis());
    FaultKind executing = faults.executing(request.key(), request.orderId(), request.operation());
    if (executing == FaultKind.SLOW) {
      pause(faults.slowMillis());
    } else if (executing == FaultKind.ERROR_BEFORE) {
      Entry failed =
          books.commit(
              () ->
                  Entry.answered(
                      request.key(), request.fingerprint(), serverError(), clock.millis()));
      return Reply.send(failed.answer());
    }
    Struck struck = new Struck();
    Entry entry =
        books.commit(
            () -> {
              Entry made = effect.get();
              if (!made.hasEffect()) {
                return made;
              }
              struck.fault = faults.effect(request.key(), request.orderId(), request.operation());
              return struck.fault == FaultKind.ERROR_AFTER ? made.withAnswer(serverError()) : made;
            });
    return struck.fault == null || struck.fault == FaultKind.ERROR_AFTER
        ? Reply.send(entry.answer())
        : new Reply.Drop();
  }

  private Reply inFront(FaultKind kind) {
    return switch (kind) {
      case RATE_429 ->
          Reply.send(
              Answer.error(429, "api_error", "rate_limit", "Too many requests: slow down")
                  .withHeader("Retry-After", String.valueOf(faults.retryAfterSeconds()))
                  .withHeader("Stripe-Should-Retry", "true"));
      case RATE_503 ->
          Reply.send(
              Answer.error(503, "api_error", "unavailable", "Service unavailable")
                  .withHeader("Stripe-Should-Retry", "true"));
      case DROP_BEFORE -> new Reply.Drop();
      case SLOW,
          ERROR_BEFORE,
          ERROR_AFTER,
          DROP_AFTER_CREATE,
          DROP_AFTER_CHARGE,
          DROP_AFTER_CANCEL,
          DROP_AFTER_REFUND ->
          throw new IllegalStateException(kind + " does not strike in front");
    };
  }

  private static Answer serverError() {
    return Answer.error(500, "api_error", "internal", "An error occurred on our side");
  }

  private static void pause(long millis) throws InterruptedException {
    if (millis > 0) {
      Thread.sleep(millis);
    }
  }

  private static final class Struck {
    private @Nullable FaultKind fault;
  }
}
