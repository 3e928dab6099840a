package dev.triggerbridge.bridge.config;

import java.util.Optional;

/**
 * Where health, status, metrics and the console are served.
 *
 * @param host the address to bind; loopback unless configured
 * @param port 0 for a free one
 * @param console whether there is one
 * @param consoleToken what a person has to know to use it; empty for none, which only loopback
 *     allows
 */
public record HttpConfig(String host, int port, boolean console, Optional<Secret> consoleToken) {
  static final Range<Integer> PORT = new Range<>(0, 65_535, String::valueOf);

  /** Fewer characters can be guessed. */
  static final int SHORTEST_TOKEN = 16;

  /** With a console, and no token. */
  public HttpConfig(String host, int port) {
    this(host, port, true, Optional.empty());
  }

  /** Checks the port. */
  public HttpConfig {
    PORT.check("http.port", port);
  }
}
