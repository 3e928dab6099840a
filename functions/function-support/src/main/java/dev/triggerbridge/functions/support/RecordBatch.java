package dev.triggerbridge.functions.support;

import java.util.List;

/**
 * A natsbatch/1 request.
 *
 * @param batchId goes back in the response
 * @param source where the records are from
 * @param records in stream order, ids unique
 */
public record RecordBatch(String batchId, Source source, List<RawRecord> records) {

  public RecordBatch {
    records = List.copyOf(records);
  }

  /**
   * Where the records of a batch are from.
   *
   * @param mapping the bridge's name for the mapping
   * @param stream the JetStream stream
   * @param epoch changes when the stream is made anew, so that (stream, epoch, sequence) is unique
   * @param consumer the durable consumer
   */
  public record Source(String mapping, String stream, String epoch, String consumer) {}
}
