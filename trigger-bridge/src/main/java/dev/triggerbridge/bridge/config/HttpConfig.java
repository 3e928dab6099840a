package dev.triggerbridge.bridge.config;

/**
 * Where health, status and metrics are served.
 *
 * @param host the address to bind; loopback unless configured
 * @param port 0 for a free one
 */
public record HttpConfig(String host, int port) {
  static final Range<Integer> PORT = new Range<>(0, 65_535, String::valueOf);

  /** Checks the port. */
  public HttpConfig {
    PORT.check("http.port", port);
  }
}
