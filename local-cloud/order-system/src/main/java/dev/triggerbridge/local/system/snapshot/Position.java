package dev.triggerbridge.local.system.snapshot;

/**
 * A place in a stream.
 *
 * @param stream stream name
 * @param sequence stream sequence
 */
public record Position(String stream, long sequence) {
  @Override
  public String toString() {
    return stream + "/" + sequence;
  }
}
