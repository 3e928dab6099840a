package dev.triggerbridge.local.system.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was started, the last first, each one although another failed. Not thread-safe. */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Takes over the closing of a resource. */
  public <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  /**
   * Closes everything.
   *
   * @throws Exception the first failure, with later ones suppressed in it
   */
  @Override
  public void close() throws Exception {
    Exception first = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
