package dev.triggerbridge.bridge.dispatch;

import java.util.Map;

/** Keeps which keys are halted, over restarts and replicas. Methods block. */
public interface LaneHalts {
  /** Sequences by hash of the key; a person may have removed some. */
  Map<String, Long> all() throws StoreUnavailableException;

  /** Halts a key behind this sequence. */
  void halt(String hash, long sequence) throws StoreUnavailableException;
}
