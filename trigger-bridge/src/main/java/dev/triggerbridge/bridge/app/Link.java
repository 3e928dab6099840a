package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.nats.NatsSession;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bridge's connection, which comes later than the console and may be lost. Thread-safe. */
final class Link {
  private final Supplier<@Nullable NatsSession> session;

  Link(Supplier<@Nullable NatsSession> session) {
    this.session = session;
  }

  /** Empty as long as there is no connection. */
  Optional<NatsSession> connected() {
    return Optional.ofNullable(session.get()).filter(NatsSession::isConnected);
  }

  /**
   * The connection.
   *
   * @throws IOException if there is none now
   */
  NatsSession session() throws IOException {
    return connected()
        .orElseThrow(() -> new IOException("there is no connection to NATS now; try again later"));
  }
}
