package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.batch.ClaimChecks;
import dev.triggerbridge.bridge.batch.Encoding;
import dev.triggerbridge.bridge.flow.CircuitBreaker;
import dev.triggerbridge.bridge.flow.Signal;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.RetryClass;
import dev.triggerbridge.bridge.retry.ErrorClass;
import dev.triggerbridge.bridge.routing.Interpretation;
import dev.triggerbridge.bridge.routing.ResultInterpreter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Encodes a batch, invokes the function, and reads its answer. */
final class Invoker {
  private final FunctionClient function;
  private final Encoding encoding;
  private final ResultInterpreter interpreter;
  private final BatchIds batchIds;
  private final DispatchObserver observer;
  private final Map<Long, Long> startedNanos = new ConcurrentHashMap<>();

  Invoker(
      FunctionClient function,
      Encoding encoding,
      ResultInterpreter interpreter,
      BatchIds batchIds,
      DispatchObserver observer) {
    this.function = function;
    this.encoding = encoding;
    this.interpreter = interpreter;
    this.batchIds = batchIds;
    this.observer = observer;
  }

  /**
   * Blocks for the function.
   *
   * @param permit ends with the answer
   * @param ofSuspects whether it is known that something is wrong with one of the records
   */
  Result invoke(List<Delivery> batch, Concurrency.Permit permit, boolean ofSuspects) {
    Signal signal = Signal.NONE;
    try {
      String batchId = batchIds.next();
      Invocation invocation = call(batchId, batch, permit);
      CrashPoints.reached(CrashPoint.AFTER_INVOKE);
      Result result = read(batchId, batch, invocation);
      CrashPoints.reached(CrashPoint.AFTER_INTERPRET);
      int failed = batch.size() - succeeded(result);
      if (failed > 0) {
        observer.failed(failed);
      }
      signal = Signals.of(result, invocation);
      return result;
    } catch (ClaimChecks.PayloadNotStoredException e) {
      observer.alarm("CLAIM_CHECK_NOT_STORED", String.valueOf(e.getMessage()));
      return new Result.Refused("claim_check", String.valueOf(e.getMessage()));
    } finally {
      heard(permit.ends(signal, ofSuspects));
    }
  }

  private static int succeeded(Result result) {
    return result instanceof Result.PerRecord answered
        ? (int) answered.outcomes().values().stream().filter(Outcome.Ok.class::isInstance).count()
        : 0;
  }

  private Invocation call(String batchId, List<Delivery> batch, Concurrency.Permit permit) {
    try {
      byte[] payload = encoding.encode(batchId, batch);
      CrashPoints.reached(CrashPoint.BEFORE_INVOKE);
      long started = System.nanoTime();
      batch.forEach(delivery -> startedNanos.put(delivery.sequence(), started));
      permit.begins();
      Invocation invocation = function.invoke(payload);
      observer.invoked(
          batch.size(), Duration.ofNanos(System.nanoTime() - started), label(invocation));
      return invocation;
    } finally {
      batch.forEach(delivery -> startedNanos.remove(delivery.sequence()));
    }
  }

  private void heard(CircuitBreaker.Transition transition) {
    if (transition == CircuitBreaker.Transition.OPENED) {
      observer.alarm(
          "BREAKER_OPEN",
          "too many invocations failed: nothing is pulled, records wait, one batch probes");
    }
  }

  /** How long a record has been with the function; zero if it is not. */
  Duration runningFor(Delivery delivery) {
    Long started = startedNanos.get(delivery.sequence());
    return started == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - started);
  }

  private Result read(String batchId, List<Delivery> batch, Invocation invocation) {
    return switch (invocation) {
      case Invocation.Answered answered -> interpret(batchId, batch, answered.payload());
      case Invocation.FunctionError error -> {
        observer.functionError(error.kind(), error.message(), batch.size());
        yield error.kind() == Invocation.Kind.RESPONSE_TOO_LARGE
            ? new Result.AnswerTooLarge()
            : new Result.Suspect(
                error.kind() == Invocation.Kind.TIMEOUT
                    ? ErrorClass.TIMEOUT
                    : ErrorClass.FUNCTION_ERROR,
                "FUNCTION_" + error.kind(),
                error.message());
      }
      case Invocation.Throttled throttled -> new Result.Refused("throttled", throttled.code());
      case Invocation.Unavailable unavailable ->
          new Result.Refused("unavailable", unavailable.code() + ": " + unavailable.message());
      case Invocation.RequestTooLarge tooLarge -> new Result.RequestTooLarge();
    };
  }

  private Result interpret(String batchId, List<Delivery> batch, byte[] answer) {
    List<String> ids = batch.stream().map(encoding::idOf).toList();
    return switch (interpreter.interpret(batchId, ids, answer)) {
      case Interpretation.PerRecord perRecord ->
          new Result.PerRecord(byRecord(batch, ids, perRecord));
      case Interpretation.WrongAnswer wrong -> {
        observer.wrongAnswer(wrong.kind().name(), wrong.message(), batch.size());
        yield new Result.Suspect(
            ErrorClass.INVALID_ANSWER, "WRONG_ANSWER_" + wrong.kind(), wrong.message());
      }
    };
  }

  /** The function knows records by the ids of its envelope, and two may share one. */
  private static Map<String, Outcome> byRecord(
      List<Delivery> batch, List<String> ids, Interpretation.PerRecord answer) {
    Map<String, Outcome> outcomes = HashMap.newHashMap(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      Outcome outcome = answer.outcomes().get(ids.get(i));
      if (outcome != null) {
        outcomes.put(batch.get(i).id(), outcome);
      }
    }
    return outcomes;
  }

  private static String label(Invocation invocation) {
    return switch (invocation) {
      case Invocation.Answered answered -> "answered";
      case Invocation.FunctionError error -> "function_error";
      case Invocation.Throttled throttled -> "throttled";
      case Invocation.Unavailable unavailable -> "unavailable";
      case Invocation.RequestTooLarge tooLarge -> "too_large";
    };
  }

  /** What an invocation meant for its batch. */
  sealed interface Result {
    /** An outcome for each. */
    record PerRecord(Map<String, Outcome> outcomes) implements Result {}

    /** Nothing is known of any record. */
    record Suspect(ErrorClass kind, String code, String message) implements Result {
      Outcome asFailure() {
        return new Outcome.Retry(RetryClass.FAILURE, null, code, message);
      }
    }

    /** The answer was over Lambda's limit. */
    record AnswerTooLarge() implements Result {}

    /** The request was over Lambda's limit. */
    record RequestTooLarge() implements Result {}

    /** Lambda did not take the batch; nothing is wrong with its records. */
    record Refused(String reason, String message) implements Result {}
  }
}
