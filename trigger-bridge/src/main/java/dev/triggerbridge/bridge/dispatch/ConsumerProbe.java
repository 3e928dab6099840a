package dev.triggerbridge.bridge.dispatch;

/** Asks the server how the consumer stands, and repairs it. Methods block. */
public interface ConsumerProbe {
  /**
   * The consumer's state.
   *
   * @throws StoreUnavailableException if the server did not answer
   */
  State probe() throws StoreUnavailableException;

  /**
   * What the server says.
   *
   * @param pending messages not delivered yet
   * @param ackPending delivered and not settled
   * @param waitingPulls pull requests that wait at the server
   * @param trouble why the mapping must not go on, empty if it may
   * @param unaccounted messages that left the stream before they were delivered, since the first
   *     probe
   */
  record State(long pending, long ackPending, long waitingPulls, String trouble, long unaccounted) {
    /** Of a consumer whose messages are all accounted for. */
    public State(long pending, long ackPending, long waitingPulls, String trouble) {
      this(pending, ackPending, waitingPulls, trouble, 0);
    }
  }
}
