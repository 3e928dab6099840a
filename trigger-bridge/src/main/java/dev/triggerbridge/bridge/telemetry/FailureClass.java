package dev.triggerbridge.bridge.telemetry;

import java.util.List;

/** Which kind of failure cost a record an attempt, as a label: there are no others. */
final class FailureClass {
  /** All of them. */
  static final List<String> WORDS =
      List.of("record", "function_error", "timeout", "invalid_answer");

  private FailureClass() {}

  /** From the code of the failure: the bridge's own begin so, all others are a function's. */
  static String of(String code) {
    if (code.equals("FUNCTION_TIMEOUT")) {
      return "timeout";
    }
    if (code.startsWith("FUNCTION_")) {
      return "function_error";
    }
    return code.startsWith("WRONG_ANSWER_") ? "invalid_answer" : "record";
  }
}
