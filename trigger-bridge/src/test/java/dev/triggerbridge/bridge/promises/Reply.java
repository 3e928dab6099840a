package dev.triggerbridge.bridge.promises;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda answers over HTTP.
 *
 * @param processed sequences of the records that the function has processed: only these may be
 *     acked
 */
record Reply(
    int status,
    String body,
    boolean functionError,
    @Nullable String errorType,
    List<Long> processed) {
  /** Every record is ok and returns one event. */
  static Reply ok(Request request) {
    return perRecord(request, record -> okResult(record));
  }

  /** A result for each record, written by the caller. */
  static Reply perRecord(Request request, Function<Request.Rec, String> result) {
    List<String> results = new ArrayList<>();
    List<Long> processed = new ArrayList<>();
    for (Request.Rec record : request.records()) {
      String one = result.apply(record);
      if (one.isEmpty()) {
        continue;
      }
      results.add(one);
      if (one.contains("\"status\":\"ok\"")) {
        processed.add(record.sequence());
      }
    }
    String body =
        "{\"schema\":\"natsbatch-result/1\",\"batchId\":\"%s\",\"results\":[%s]}"
            .formatted(request.batchId(), String.join(",", results));
    return new Reply(200, body, false, null, processed);
  }

  static String okResult(Request.Rec record) {
    return okResult(record, "out.done");
  }

  static String okResult(Request.Rec record, String subject) {
    String data = Base64.getEncoder().encodeToString(("done " + record.data()).getBytes());
    return """
    {"id":"%s","status":"ok","events":[{"id":"done:%s","subject":"%s","data":"%s"}]}"""
        .formatted(record.id(), record.id(), subject, data);
  }

  static String retry(Request.Rec record, String retryClass) {
    return """
    {"id":"%s","status":"retry","class":"%s","code":"NOT_NOW","message":"later"}"""
        .formatted(record.id(), retryClass);
  }

  static String reject(Request.Rec record) {
    return """
    {"id":"%s","status":"reject","code":"INVALID_PAYLOAD","message":"orderId is missing: send it"}"""
        .formatted(record.id());
  }

  /** The function threw. */
  static Reply threw(String type, String message) {
    return new Reply(
        200,
        "{\"errorType\":\"%s\",\"errorMessage\":\"%s\"}".formatted(type, message),
        true,
        null,
        List.of());
  }

  /** Lambda's concurrency limit. */
  static Reply throttled() {
    return new Reply(
        429,
        "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\",\"message\":\"Rate Exceeded.\"}",
        false,
        "TooManyRequestsException",
        List.of());
  }

  /** Lambda is broken. */
  static Reply broken() {
    return new Reply(500, "{\"message\":\"sorry\"}", false, "ServiceException", List.of());
  }

  /** A function that answers anything. */
  static Reply raw(String body) {
    return new Reply(200, body, false, null, List.of());
  }
}
