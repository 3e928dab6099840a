package dev.triggerbridge.functions.audittool.stream;

import org.jspecify.annotations.Nullable;

/** A stream could not be read, so that nothing is known of its audit; the message names it. */
public final class StreamUnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  StreamUnreadableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
