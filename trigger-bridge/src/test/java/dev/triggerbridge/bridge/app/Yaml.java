package dev.triggerbridge.bridge.app;

/** The configuration of the tests: one mapping from IN to OUT with dead letters in DLQ. */
final class Yaml {
  private Yaml() {}

  static String oneMapping(String natsUrl, String lambdaUrl, String... mappingLines) {
    return """
    nats:
      servers: %s
    lambda:
      endpoint: %s
    http:
      port: ${HTTP_PORT}
    shutdown:
      gracePeriod: 10s
    streams:
      - {name: IN, subjects: [in.created], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
      - {name: OUT, subjects: [out.done], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
      - {name: DLQ, subjects: [in.dlq], maxAge: 1h, maxBytes: 64MiB, duplicateWindow: 2m}
    mappings:
      - name: work
        stream: IN
        functionName: worker
        ackWait: 2s
        backoff: [100ms, 200ms]
        outputSubjects: [out.done]
        onFailure: {subject: in.dlq}
    %s"""
        .formatted(natsUrl, lambdaUrl, indented(mappingLines));
  }

  /** Two mappings over the same messages, and one invocation at a time for both together. */
  static String twoMappingsThatShareOneInvocation(String natsUrl, String lambdaUrl) {
    String twin =
        """
          - {name: twin, stream: IN, functionName: worker, ackWait: 2s, batchSize: 1}
        """;
    return oneMapping(natsUrl, lambdaUrl, "batchSize: 1")
        .replace("lambda:\n", "lambda:\n  maximumConcurrency: 1\n")
        .concat(twin);
  }

  private static String indented(String... lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append("    ").append(line).append('\n');
    }
    return text.toString();
  }
}
