package dev.triggerbridge.bridge.config;

import java.net.URI;
import java.util.Optional;

/** Reads the address of a service that is spoken to by HTTP. */
final class HttpAddress {
  private static final String KEY = "endpoint";

  private HttpAddress() {}

  /**
   * The {@code endpoint} of a block; empty if it is absent or has been reported. A refused one is
   * not printed: a user and a password may be in it.
   */
  static Optional<URI> read(Section section, String reason, String remedy) {
    return section.text(KEY).flatMap(text -> read(section, text, reason, remedy));
  }

  private static Optional<URI> read(Section section, String text, String reason, String remedy) {
    try {
      URI uri = URI.create(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getUserInfo() == null) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // Reported below like every other address that cannot be used.
    }
    section.secretProblem(KEY, reason, remedy);
    return Optional.empty();
  }
}
