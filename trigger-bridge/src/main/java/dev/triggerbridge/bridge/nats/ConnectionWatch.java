package dev.triggerbridge.bridge.nats;

import io.nats.client.Connection;
import io.nats.client.Connection.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a connection whose server answers no more. The client's own pings do not notice one of
 * which only the way to the server is broken: they are left out while anything arrives, and the
 * server's heartbeats arrive until it gives up by itself, after minutes.
 */
final class ConnectionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** One could be late because this process, or the machine, has stood still. */
  private static final int MOST_MISSED = 2;

  private final Connection connection;

  private ConnectionWatch(Connection connection) {
    this.connection = connection;
  }

  /** Watches in a virtual thread that ends with the connection. */
  static void start(Connection connection) {
    var unused =
        Thread.ofVirtual().name("nats-watch").start(new ConnectionWatch(connection)::watch);
  }

  private void watch() {
    int missed = 0;
    try {
      while (connection.getStatus() != Status.CLOSED) {
        Thread.sleep(EVERY);
        missed = connection.getStatus() == Status.CONNECTED && !answers() ? missed + 1 : 0;
        if (missed == MOST_MISSED) {
          missed = 0;
          reconnect();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      connection.flush(PATIENCE);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void reconnect() throws InterruptedException {
    LOG.warn(
        "nats server has not answered {} times within {}; connecting anew", MOST_MISSED, PATIENCE);
    try {
      connection.forceReconnect();
    } catch (IOException e) {
      LOG.debug("nats client", e);
    }
  }
}
