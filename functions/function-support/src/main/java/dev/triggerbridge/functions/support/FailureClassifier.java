package dev.triggerbridge.functions.support;

import dev.triggerbridge.events.InvalidEventException;
import dev.triggerbridge.functions.support.ConditionalWrites.ContentionException;
import dev.triggerbridge.functions.support.EventSizes.EventsTooLargeException;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Turns what a handler threw into an outcome: an attempt is counted only where the record itself is
 * to blame, or nobody knows better.
 */
public final class FailureClassifier {
  private static final Duration CONTENTION_DELAY = Duration.ofMillis(250);
  private static final Set<String> THROTTLING =
      Set.of(
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "ThrottlingException",
          "SlowDown");
  private static final Set<String> NOT_SET_UP =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "ExpiredTokenException",
          "InvalidSignatureException",
          "NoSuchBucket",
          "ResourceNotFoundException",
          "UnrecognizedClientException");

  private FailureClassifier() {}

  /** The outcome for an exception; never null, never {@link Outcome.Ok}. */
  public static Outcome classify(Exception e) {
    return switch (e) {
      case EventsTooLargeException tooLarge ->
          Outcome.reject("EVENTS_TOO_LARGE", message(tooLarge));
      case ContentionException contention ->
          Outcome.throttled(CONTENTION_DELAY, "CONTENTION", message(contention));
      case AwsServiceException service -> service(service);
      // No answer: connection refused, timeout, no credentials.
      case SdkClientException client ->
          Outcome.unavailable(null, "AWS_UNREACHABLE", client.getClass().getSimpleName());
      default -> Outcome.failure("HANDLER_FAILED", "the handler threw " + e.getClass().getName());
    };
  }

  /** The outcome for an event that can never be read. */
  public static Outcome rejection(InvalidEventException e) {
    return Outcome.reject(e.code(), message(e));
  }

  private static Outcome service(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    String shown = code == null || code.isEmpty() ? "HTTP " + e.statusCode() : code;
    if (e.isThrottlingException() || THROTTLING.contains(shown)) {
      return Outcome.throttled(null, "AWS_THROTTLED", shown);
    }
    if (e.statusCode() >= 500 || NOT_SET_UP.contains(shown)) {
      return Outcome.unavailable(null, "AWS_UNAVAILABLE", shown);
    }
    return Outcome.failure("AWS_REFUSED", shown);
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
