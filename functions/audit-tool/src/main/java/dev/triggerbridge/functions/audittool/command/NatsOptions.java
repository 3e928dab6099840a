package dev.triggerbridge.functions.audittool.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the streams are. */
final class NatsOptions {
  @Option(
      names = "--nats",
      paramLabel = "URLS",
      description = "NATS servers, separated by commas (NATS_URL).")
  private @Nullable String url;

  @Option(names = "--credentials", paramLabel = "FILE", description = "NATS credentials file.")
  private @Nullable String credentials;

  @Nullable String url() {
    return url == null ? System.getenv("NATS_URL") : url;
  }

  @Nullable String credentials() {
    return credentials;
  }
}
