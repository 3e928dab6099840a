package dev.triggerbridge.local.system.crash.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bridge's configuration of the order system, changed in what only takes time: retries come
 * after tenths of a second, and more often, since a machine that is busy lets functions time out.
 * One mapping more drops everything, so that dropping is tried, too; and one mapping makes batches
 * of one record, so that a record can fail alone at once.
 */
final class QuickConfiguration {
  private static final String ACK_WAIT = "    ackWait: ${ACK_WAIT:30s}\n";
  private static final String DELAYED = "delayedEvents:\n";
  private static final String ALONE = "  - name: order-payments\n";
  private static final String BATCH = "    batchSize: ${BATCH_SIZE:10}\n";
  private static final String DROPS_EVERYTHING =
      """

        - name: dropping
          stream: ORDERS
          filterSubjects: [orders.placed.v1]
          functionName: audit
          ackWait: ${ACK_WAIT:30s}
          filterCriteria:
            filters:
              - pattern: {headers: {Nobody: [sends-this]}}
          onFailure: {subject: orders.dlq}
      """;

  private QuickConfiguration() {}

  /** Writes it; fails if the original has changed so that the changes do not fit any more. */
  static void write(Path original, Path changed) throws IOException {
    String yaml = Files.readString(original);
    yaml =
        replace(yaml, ACK_WAIT, ACK_WAIT + "    backoff: [200ms]\n    maximumRetryAttempts: 50\n");
    yaml = replace(yaml, DELAYED, DELAYED + "  ackWait: 1s\n");
    int alone = yaml.indexOf(ALONE);
    int size = yaml.indexOf(BATCH, alone);
    if (alone < 0 || size < 0) {
      throw new IOException(original + " has no mapping order-payments with " + BATCH.strip());
    }
    yaml = yaml.substring(0, size) + "    batchSize: 1\n" + yaml.substring(size + BATCH.length());
    Files.writeString(changed, yaml + DROPS_EVERYTHING);
  }

  private static String replace(String yaml, String old, String changed) throws IOException {
    if (!yaml.contains(old)) {
      throw new IOException(
          "the bridge's configuration has no line '" + old.strip() + "' any more");
    }
    return yaml.replace(old, changed);
  }
}
