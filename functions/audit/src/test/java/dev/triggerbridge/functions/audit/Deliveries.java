package dev.triggerbridge.functions.audit;

import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.Invocations;

/** Delivers as the bridge does: a batch that S3 had no time for comes again. */
final class Deliveries {
  private static final int MOST = 20;

  private Deliveries() {}

  static BatchResponse deliver(BatchRequest request) {
    AuditHandler handler = new AuditHandler();
    BatchResponse response = Invocations.invoke(handler, request);
    for (int delivery = 2; delivery <= MOST && timedOut(response); delivery++) {
      response = Invocations.invoke(handler, request);
    }
    return response;
  }

  private static boolean timedOut(BatchResponse response) {
    return response.results().stream().anyMatch(result -> "AWS_UNREACHABLE".equals(result.code()));
  }
}
