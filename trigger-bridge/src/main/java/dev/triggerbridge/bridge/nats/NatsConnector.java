package dev.triggerbridge.bridge.nats;

import io.nats.client.AuthHandler;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens connections that never give up. */
public final class NatsConnector {
  private static final Logger LOG = LoggerFactory.getLogger(NatsConnector.class);
  private static final Duration RECONNECT_WAIT = Duration.ofSeconds(2);
  private static final Duration RECONNECT_JITTER = Duration.ofMillis(500);

  private NatsConnector() {}

  /**
   * Connects; blocks until the first connection stands. Later losses are repaired for ever, every
   * two seconds, and noticed within a quarter of a minute even if nobody tells.
   *
   * @throws IOException if no server is reachable or the credentials are refused
   */
  public static Connection connect(NatsSettings settings) throws IOException, InterruptedException {
    Options.Builder options =
        new Options.Builder()
            .servers(settings.servers().toArray(String[]::new))
            .connectionName(settings.connectionName())
            .maxReconnects(-1)
            .reconnectWait(RECONNECT_WAIT)
            .reconnectJitter(RECONNECT_JITTER)
            .pingInterval(Duration.ofSeconds(5))
            .maxPingsOut(2)
            .connectionTimeout(Duration.ofSeconds(5))
            .reconnectBufferSize(8L * 1024 * 1024)
            .errorListener(new LoggingErrorListener())
            .connectionListener(NatsConnector::log);
    settings.credentialsFile().ifPresent(file -> options.authHandler(credentials(file.toString())));
    settings
        .username()
        .ifPresent(
            user ->
                options.userInfo(user.toCharArray(), settings.password().orElse("").toCharArray()));
    settings.token().ifPresent(token -> options.token(token.toCharArray()));
    settings.tls().ifPresent(options::sslContext);
    Connection connection = Nats.connect(options.build());
    ConnectionWatch.start(connection);
    return connection;
  }

  private static AuthHandler credentials(String file) {
    return Nats.credentials(file);
  }

  private static void log(Connection connection, ConnectionListener.Events event) {
    switch (event) {
      case CONNECTED, RECONNECTED ->
          LOG.info(
              "nats {} {}",
              event.name().toLowerCase(java.util.Locale.ROOT),
              connection.getConnectedUrl());
      case DISCONNECTED -> LOG.warn("nats disconnected; reconnecting every {}", RECONNECT_WAIT);
      default -> LOG.debug("nats {}", event);
    }
  }

  /** The client reports what no call can throw. */
  private static final class LoggingErrorListener implements ErrorListener {
    @Override
    public void errorOccurred(Connection connection, String error) {
      LOG.warn("nats server says: {}", error);
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception problem) {
      LOG.debug("nats client", problem);
    }

    @Override
    public void slowConsumerDetected(Connection connection, Consumer consumer) {
      LOG.warn("nats client is a slow consumer");
    }
  }
}
