package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.system.stack.AwsEndpoint;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code run-local}; help.txt explains them. */
@Command(name = "run-local")
final class Options {
  private static final int DEFAULT_ORDERS = 1_000;

  @Option(names = "--orders", paramLabel = "N")
  private @Nullable Integer orders;

  @Option(names = "--rate", paramLabel = "R")
  private @Nullable Double rate;

  @Option(names = "--seed", paramLabel = "S")
  private @Nullable Long seed;

  @Option(names = "--report", paramLabel = "FILE")
  private @Nullable Path report;

  @Option(names = "--serve")
  private boolean serve;

  @Option(names = "--zipkin")
  private boolean zipkin;

  @Option(names = "--prometheus")
  private boolean prometheus;

  @Option(names = "--data", paramLabel = "DIR")
  private @Nullable Path data;

  @Option(names = "--clean")
  private boolean clean;

  @Option(names = "--no-faults")
  private boolean noFaults;

  @Option(names = "--aws-endpoint", paramLabel = "URL")
  private @Nullable URI awsEndpoint;

  @Option(names = "--functions-host", paramLabel = "HOST")
  private String functionsHost = "127.0.0.1";

  @Option(names = "--timeout", paramLabel = "T")
  private int timeoutSeconds = 120;

  @Option(names = {"--help", "-h"})
  private boolean help;

  private Options() {}

  /**
   * Reads a command line.
   *
   * @throws UsageException naming the option, its value and the remedy
   */
  static Options parse(String... arguments) throws UsageException {
    Options options = new Options();
    try {
      new CommandLine(options).parseArgs(arguments);
    } catch (CommandLine.UnmatchedArgumentException e) {
      String hint = String.join(", ", e.getSuggestions());
      throw new UsageException(
          "unknown option %s%s"
              .formatted(
                  String.join(" ", e.getUnmatched()),
                  hint.isEmpty() ? "" : "; did you mean " + hint + "?"));
    } catch (CommandLine.ParameterException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    options.check();
    return options;
  }

  private void check() throws UsageException {
    if (orders != null && orders < 1) {
      throw new UsageException("--orders " + orders + ": must be at least 1");
    }
    if (rate != null && !(rate > 0)) {
      throw new UsageException("--rate " + rate + ": must be more than 0 orders per second");
    }
    if (timeoutSeconds < 1) {
      throw new UsageException("--timeout " + timeoutSeconds + ": must be at least 1 second");
    }
    if (awsEndpoint != null) {
      checkEndpoint(awsEndpoint);
    }
    if (prometheus && !serve) {
      throw new UsageException("--prometheus: needs --serve, which keeps it up to be looked at");
    }
    if (seed == null) {
      seed = ThreadLocalRandom.current().nextLong(1_000_000);
    }
  }

  /** Refuses what is no address of an emulator. */
  static void checkEndpoint(URI url) throws UsageException {
    String host = url.getHost();
    if (host == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
      throw new UsageException(
          "--aws-endpoint " + url + ": must be an address such as http://127.0.0.1:4566");
    }
    if (host.endsWith(".amazonaws.com") || host.endsWith(".amazonaws.com.cn")) {
      throw new UsageException(
          "--aws-endpoint " + url + ": name an emulator; into an account deploys infra-cdk");
    }
  }

  /** Where functions, tables and bucket are deployed, or null to run them here. */
  @Nullable AwsEndpoint awsEndpoint() {
    return awsEndpoint == null ? null : new AwsEndpoint(awsEndpoint, functionsHost, clean);
  }

  /** Orders to place; 0 when only serving. */
  int orders() {
    if (orders == null) {
      return serve ? 0 : DEFAULT_ORDERS;
    }
    return orders;
  }

  /** Orders per second, or null for as fast as possible. */
  @Nullable Double rate() {
    return rate;
  }

  long seed() {
    return seed == null ? 0 : seed;
  }

  @Nullable Path report() {
    return report;
  }

  boolean serve() {
    return serve;
  }

  /** Whether everything is traced, to a Zipkin of its own. */
  boolean zipkin() {
    return zipkin;
  }

  /** Whether a Prometheus watches the system. */
  boolean prometheus() {
    return prometheus;
  }

  /** Folder that keeps the state, or null for a temporary one. */
  @Nullable Path data() {
    return data;
  }

  boolean clean() {
    return clean;
  }

  boolean faults() {
    return !noFaults;
  }

  int timeoutSeconds() {
    return timeoutSeconds;
  }

  boolean help() {
    return help;
  }
}
