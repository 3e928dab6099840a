package dev.triggerbridge.local.nats;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a server is started. Always on 127.0.0.1 with JetStream on disk.
 *
 * @param directory where configuration, log and streams are kept; created if absent
 * @param port the client port, or 0 for a free one (kept over restarts)
 * @param maxPayloadBytes the largest message, headers included
 * @param extraConfiguration lines added to the server's configuration file, for example accounts
 * @param disk where the streams are kept instead; the caller closes it after the server
 */
public record NatsServerOptions(
    Path directory,
    int port,
    int maxPayloadBytes,
    Optional<String> extraConfiguration,
    Optional<SmallDisk> disk) {
  /** 8 MiB, the largest that the server accepts without a warning. */
  public static final int DEFAULT_MAX_PAYLOAD = 8 * 1024 * 1024;

  /** A server on a free port with its state in the folder. */
  public static NatsServerOptions in(Path directory) {
    return new NatsServerOptions(
        directory, 0, DEFAULT_MAX_PAYLOAD, Optional.empty(), Optional.empty());
  }

  /** The same on this port. */
  public NatsServerOptions withPort(int fixedPort) {
    return new NatsServerOptions(directory, fixedPort, maxPayloadBytes, extraConfiguration, disk);
  }

  /** The same with another limit of the message size, in bytes. */
  public NatsServerOptions withMaxPayload(int bytes) {
    return new NatsServerOptions(directory, port, bytes, extraConfiguration, disk);
  }

  /** The same with these lines in the server's configuration file. */
  public NatsServerOptions withConfiguration(String lines) {
    return new NatsServerOptions(directory, port, maxPayloadBytes, Optional.of(lines), disk);
  }

  /** The same with its streams on this disk. */
  public NatsServerOptions withDisk(SmallDisk small) {
    return new NatsServerOptions(
        directory, port, maxPayloadBytes, extraConfiguration, Optional.of(small));
  }
}
