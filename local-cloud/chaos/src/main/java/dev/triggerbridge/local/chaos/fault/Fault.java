package dev.triggerbridge.local.chaos.fault;

/** One kind of trouble aimed at a running stack. Used by one thread. */
public interface Fault {
  /** Makes the trouble; may block for as long as it takes to find a victim. */
  void begin() throws Exception;

  /** Ends it and returns when the parts can work again; harmless if it never began. */
  void end() throws Exception;

  /** How often it has struck so far; 0 means that it has proved nothing. */
  long hits();
}
