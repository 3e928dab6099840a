package dev.triggerbridge.local.gateway;

import dev.triggerbridge.local.gateway.FaultKind.Movement;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a request that moves money under its key, as Stripe documents it: the first answer is saved,
 * success or not, and returned to every repetition; a rate limit, an unavailable service, invalid
 * parameters and a conflict save nothing.
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
   * @param key the idempotency key, empty for none
   * @param effect makes the entry; called while nothing else is executed
   */
  Reply run(
      String key, String orderId, String fingerprint, Movement movement, Supplier<Entry> effect)
      throws InterruptedException {
    FaultKind front = faults.front(key, orderId);
    if (front != null) {
      return inFront(front);
    }
    return switch (books.claim(key, fingerprint, clock.millis())) {
      case Books.Claim.Saved(Answer answer) ->
          Reply.send(answer.withHeader("Idempotent-Replayed", "true"));
      case Books.Claim.InUse() ->
          Reply.send(
              Answer.error(
                  409,
                  "idempotency_error",
                  "idempotency_key_in_use",
                  "There is currently another in-progress request using this Idempotent Key"));
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
          yield execute(key, orderId, fingerprint, movement, effect);
        } finally {
          books.release(key);
        }
      }
    };
  }

  private Reply execute(
      String key, String orderId, String fingerprint, Movement movement, Supplier<Entry> effect)
      throws InterruptedException {
    pause(faults.latencyMillis());
    FaultKind executing = faults.executing(key, orderId);
    if (executing == FaultKind.SLOW) {
      pause(faults.slowMillis());
    } else if (executing == FaultKind.ERROR_BEFORE) {
      Entry failed =
          books.commit(() -> Entry.answered(key, fingerprint, serverError(), clock.millis()));
      return Reply.send(failed.answer());
    }
    Struck struck = new Struck();
    Entry entry =
        books.commit(
            () -> {
              Entry made = effect.get();
              if (made.charge() == null && made.refund() == null) {
                return made;
              }
              struck.fault = faults.effect(key, orderId, movement);
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
                  .withHeader("Retry-After", String.valueOf(faults.retryAfterSeconds())));
      case RATE_503 ->
          Reply.send(Answer.error(503, "api_error", "unavailable", "Service unavailable"));
      case DROP_BEFORE -> new Reply.Drop();
      case SLOW, ERROR_BEFORE, ERROR_AFTER, DROP_AFTER_CHARGE, DROP_AFTER_REFUND ->
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
