package dev.triggerbridge.functions.audittool.bucket;

/**
 * One incarnation of a stream: within it a sequence means one message for ever.
 *
 * @param stream its name
 * @param id what the bridge calls the epoch
 */
public record Epoch(String stream, String id) implements Comparable<Epoch> {
  @Override
  public int compareTo(Epoch other) {
    int byStream = stream.compareTo(other.stream);
    return byStream != 0 ? byStream : id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return stream + "/" + id;
  }
}
