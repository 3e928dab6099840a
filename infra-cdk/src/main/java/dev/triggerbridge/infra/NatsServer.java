package dev.triggerbridge.infra;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.secretsmanager.ISecret;

/**
 * NATS as the bridge reaches it: with a credentials file, or with a name, a password and an
 * authority of its own.
 *
 * @param servers addresses separated by commas, for example {@code tls://nats.example:4222}; no
 *     user in them, because they are printed
 * @param credentials a secret whose text is the content of a NATS credentials file
 * @param user a secret with {@code username} and {@code password}, instead of credentials
 * @param authority a secret whose {@code ca} is, in PEM, the authority that the servers'
 *     certificate is checked against; the JDK's own if null
 */
public record NatsServer(
    String servers,
    @Nullable ISecret credentials,
    @Nullable ISecret user,
    @Nullable ISecret authority) {
  /** With a credentials file, and certificates that the JDK trusts. */
  public NatsServer(String servers, ISecret credentials) {
    this(servers, credentials, null, null);
  }

  /** With a name and a password, and certificates of an authority of one's own. */
  public static NatsServer withUser(String servers, ISecret user, ISecret authority) {
    return new NatsServer(servers, null, user, authority);
  }
}
