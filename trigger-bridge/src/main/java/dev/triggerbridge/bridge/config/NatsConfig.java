package dev.triggerbridge.bridge.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How NATS is reached. At most one way of authentication is set.
 *
 * @param servers addresses to try, at least one; user and password never appear in them
 * @param connectionName how the server lists this connection
 * @param credentialsFile a JWT and seed as written by {@code nsc}
 * @param username together with {@code password}
 * @param password together with {@code username}
 * @param token instead of a user
 * @param tls where certificates are; empty for the JDK's own trust store with {@code tls://}
 */
public record NatsConfig(
    List<String> servers,
    String connectionName,
    Optional<Path> credentialsFile,
    Optional<String> username,
    Optional<Secret> password,
    Optional<Secret> token,
    Optional<Tls> tls) {
  /** Copies the list. */
  public NatsConfig {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("nats.servers is empty: name at least one server");
    }
  }

  /**
   * Certificates in PEM files.
   *
   * @param caFile authorities that the server's certificate is checked against
   * @param certificateFile this client's certificate chain
   * @param keyFile this client's key, PKCS#8 and not encrypted
   * @param context made of these files when the configuration was read
   */
  public record Tls(
      Optional<Path> caFile,
      Optional<Path> certificateFile,
      Optional<Path> keyFile,
      SSLContext context) {
    /** Two that name the same files are equal; contexts never are. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Tls tls
          && caFile.equals(tls.caFile)
          && certificateFile.equals(tls.certificateFile)
          && keyFile.equals(tls.keyFile);
    }

    @Override
    public int hashCode() {
      return Objects.hash(caFile, certificateFile, keyFile);
    }
  }
}
