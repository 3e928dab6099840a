package dev.triggerbridge.conformance;

import java.io.IOException;

/** A function under examination. */
public interface Function {
  /**
   * Invokes it synchronously; blocks.
   *
   * @throws IOException if Lambda cannot be reached or refuses
   */
  Answer invoke(byte[] request) throws IOException;
}
