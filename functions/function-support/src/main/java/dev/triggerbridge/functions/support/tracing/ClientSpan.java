package dev.triggerbridge.functions.support.tracing;

/** A call to another service. Closed by the thread that opened it. */
public interface ClientSpan extends AutoCloseable {
  /** Follows nothing. */
  ClientSpan NONE =
      new ClientSpan() {
        @Override
        public void set(String attribute, long value) {}

        @Override
        public void set(String attribute, String value) {}

        @Override
        public void failed(String error) {}

        @Override
        public void close() {}
      };

  /** Adds an attribute. */
  void set(String attribute, long value);

  /** Adds an attribute; never a part of a payload. */
  void set(String attribute, String value);

  /** It came to nothing. */
  void failed(String error);

  @Override
  void close();
}
