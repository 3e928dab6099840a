package dev.triggerbridge.bridge.dispatch;

/** Sees every probe of the consumer. Called from the monitor's thread. */
interface ProbeWatch {
  /** Sees nothing. */
  ProbeWatch NONE =
      new ProbeWatch() {
        @Override
        public void beforeProbe() {}

        @Override
        public void afterProbe(ConsumerProbe.State state) {}

        @Override
        public boolean isWaiting() {
          return false;
        }
      };

  /** A probe is about to be sent. */
  void beforeProbe();

  /** Its answer; may block for a store. */
  void afterProbe(ConsumerProbe.State state) throws StoreUnavailableException;

  /** Whether the next probe should not be long in coming. */
  boolean isWaiting();
}
