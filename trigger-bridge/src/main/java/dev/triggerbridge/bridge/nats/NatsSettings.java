package dev.triggerbridge.bridge.nats;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How to reach NATS.
 *
 * @param servers addresses, for example {@code nats://127.0.0.1:4222}
 * @param connectionName shown by the server's monitoring
 * @param credentialsFile a .creds file
 * @param username with a password
 * @param password of the user
 * @param token instead of a user
 * @param tls for encrypted connections; addresses with {@code tls://} use the JDK's default without
 */
public record NatsSettings(
    List<String> servers,
    String connectionName,
    Optional<Path> credentialsFile,
    Optional<String> username,
    Optional<String> password,
    Optional<String> token,
    Optional<SSLContext> tls) {
  /** Copies the list. */
  public NatsSettings {
    servers = List.copyOf(servers);
  }

  /** Without credentials. */
  public static NatsSettings of(String server, String connectionName) {
    return new NatsSettings(
        List.of(server),
        connectionName,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Never shows a secret. */
  @Override
  public String toString() {
    return "NatsSettings[servers=" + servers + ", connectionName=" + connectionName + "]";
  }
}
