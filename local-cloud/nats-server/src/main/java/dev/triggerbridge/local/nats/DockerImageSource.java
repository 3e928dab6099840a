package dev.triggerbridge.local.nats;

import dev.triggerbridge.local.debian.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Copies the executable out of the official image, where a Docker engine answers. */
final class DockerImageSource implements NatsServerBinary.BinarySource {
  private static final String IMAGE = "nats:2.12";

  @Override
  public String name() {
    return "the official image";
  }

  @Override
  public Path fetch(Path folder) throws IOException {
    Commands.run(Duration.ofSeconds(10), List.of("docker", "info"));
    String container =
        Commands.run(NatsServerBinary.FETCH_TIMEOUT, List.of("docker", "create", "-q", IMAGE))
            .strip();
    try {
      Path target = folder.resolve("nats-server");
      Commands.run(
          NatsServerBinary.FETCH_TIMEOUT,
          List.of("docker", "cp", container + ":/nats-server", target.toString()));
      return target;
    } finally {
      Commands.run(Duration.ofSeconds(30), List.of("docker", "rm", container));
    }
  }
}
