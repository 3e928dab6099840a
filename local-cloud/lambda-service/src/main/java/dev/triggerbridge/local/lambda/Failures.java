package dev.triggerbridge.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The answers that Lambda itself gives for a function that cannot. */
final class Failures {
  private Failures() {}

  static Answer.Failed timedOut(String requestId, Duration limit, Instant now) {
    String message =
        String.format(
            Locale.ROOT,
            "%s %s Task timed out after %.2f seconds",
            now.truncatedTo(ChronoUnit.MILLIS),
            requestId,
            limit.toMillis() / 1000.0);
    return new Answer.Failed(
        Json.object(json -> json.writeStringProperty("errorMessage", message)));
  }

  static Answer.Failed exited(String requestId, int exitCode) {
    String reason =
        exitCode == 0
            ? "Runtime exited without providing a reason"
            : "Runtime exited with error: " + describe(exitCode);
    return failed("Runtime.ExitError", "RequestId: " + requestId + " Error: " + reason);
  }

  static Answer.Failed tooLarge(long atLeastBytes) {
    return failed(
        "Function.ResponseSizeTooLarge",
        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
            .formatted(atLeastBytes, Limits.RESPONSE));
  }

  static Answer.Failed initTimedOut(Duration limit) {
    return failed(
        "Sandbox.Timedout", "Init phase timed out after " + limit.toMillis() + " milliseconds");
  }

  static Answer.Failed notStarted(String reason) {
    return failed("Runtime.InvalidEntrypoint", "Error: cannot start the runtime: " + reason);
  }

  private static Answer.Failed failed(String type, String message) {
    return new Answer.Failed(
        Json.object(
            json -> {
              json.writeStringProperty("errorType", type);
              json.writeStringProperty("errorMessage", message);
            }));
  }

  /** The JVM reports a process that ended by a signal as 128 + signal. */
  private static String describe(int exitCode) {
    return switch (exitCode) {
      case 137 -> "signal: killed";
      case 143 -> "signal: terminated";
      case 134 -> "signal: aborted";
      default -> "exit status " + exitCode;
    };
  }
}
