package dev.triggerbridge.bridge.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a configuration file and checks it as a whole. Blocking; no network. */
public final class BridgeConfigReader {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(25);

  private final Interpolation interpolation;

  /** A reader that takes variables from this process's environment. */
  public BridgeConfigReader() {
    this(System::getenv);
  }

  BridgeConfigReader(Interpolation.Environment environment) {
    this.interpolation = new Interpolation(environment);
  }

  /**
   * Reads a file in UTF-8.
   *
   * @throws InvalidConfigurationException naming every problem at once; nothing has been started
   */
  public BridgeConfig read(Path file) {
    Problems problems = new Problems();
    try {
      return read(Files.readString(file, StandardCharsets.UTF_8), file.toString());
    } catch (NoSuchFileException e) {
      problems.add("", 0, null, "the file does not exist", "Name another with --config");
    } catch (IOException e) {
      problems.add(
          "",
          0,
          null,
          "the file cannot be read: " + e.getClass().getSimpleName(),
          "Make it a readable file in UTF-8");
    }
    throw new InvalidConfigurationException(file.toString(), problems.inFileOrder());
  }

  BridgeConfig read(String yaml, String source) {
    Problems problems = new Problems();
    Optional<BridgeConfig> config =
        compose(yaml, problems)
            .flatMap(root -> bridge(new Section("", root, problems, interpolation)));
    if (problems.count() > 0) {
      throw new InvalidConfigurationException(source, problems.inFileOrder());
    }
    return config.orElseThrow();
  }

  private static Optional<Node> compose(String yaml, Problems problems) {
    try {
      LoadSettings settings = LoadSettings.builder().setMaxAliasesForCollections(20).build();
      Optional<Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        problems.add("", 0, null, "the file is empty", "Write at least 'nats' and one mapping");
      }
      return root;
    } catch (MarkedYamlEngineException e) {
      // Its message quotes the line, which may hold a secret: only the place and the reason go on.
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(
          "",
          line,
          null,
          "this is not YAML: " + e.getProblem(),
          "Mind the indentation, and quote values that have ': ', '#' or, inside [] and {}, ${...}");
    } catch (YamlEngineException e) {
      problems.add("", 0, null, "this is not YAML", "Check it with a YAML editor");
    }
    return Optional.empty();
  }

  private Optional<BridgeConfig> bridge(Section root) {
    if (!root.isBlock()) {
      return Optional.empty();
    }
    Optional<NatsConfig> nats = NatsReader.read(root.section("nats"));
    LambdaConfig lambda = lambda(root.section("lambda"));
    HttpConfig http = http(root.section("http"));
    Section shutdown = root.section("shutdown");
    Duration grace = shutdown.duration("gracePeriod", DEFAULT_GRACE, BridgeConfig.SHUTDOWN_GRACE);
    shutdown.rejectUnknownKeys();
    SchemasConfig schemas = SchemasReader.read(root.section("schemas"));
    DelayedConfig delayed = DelayedReader.read(root.section("delayedEvents"));
    TracingConfig tracing = TracingReader.read(root.section("tracing"));
    LoggingConfig logging = LoggingReader.read(root.section("logging"));
    MetricsConfig metrics = MetricsReader.read(root.section("metrics"));
    List<Section> streamSections = root.sections("streams");
    List<Section> mappingSections = root.sections("mappings");
    List<StreamConfig> streams = new ArrayList<>();
    for (Section section : streamSections) {
      StreamReader.read(section).ifPresent(streams::add);
    }
    if (mappingSections.isEmpty()) {
      root.problem("mappings", "has no entry", "Name a stream and a function in a first mapping");
    }
    List<MappingConfig> mappings = new ArrayList<>();
    for (Section section : mappingSections) {
      MappingReader.read(section, lambda).ifPresent(mappings::add);
    }
    CrossChecks.check(streamSections, mappingSections);
    root.rejectUnknownKeys();
    return root.isSound() && nats.isPresent()
        ? Optional.of(
            new BridgeConfig(
                nats.get(),
                lambda,
                http,
                grace,
                schemas,
                delayed,
                tracing,
                logging,
                metrics,
                streams,
                mappings))
        : Optional.empty();
  }

  private static LambdaConfig lambda(Section section) {
    Optional<String> region = section.text("region");
    if (region.isPresent() && !region.get().matches("[a-z]{2}(-[a-z]+)+-\\d")) {
      section.problem("region", "is not an AWS region", "Write one such as eu-central-1");
    }
    Optional<URI> endpoint =
        HttpAddress.read(
            section,
            "is not an http or https address, or has a user in it",
            "Write one such as http://127.0.0.1:9001, or leave it out for AWS itself");
    int concurrency = section.integer("maximumConcurrency", 200, LambdaConfig.MAXIMUM_CONCURRENCY);
    section.rejectUnknownKeys();
    return new LambdaConfig(region, endpoint, concurrency);
  }

  private static HttpConfig http(Section section) {
    String host = section.text("host").orElse("127.0.0.1");
    int port = section.integer("port", 8080, HttpConfig.PORT);
    Section console = section.section("console");
    boolean enabled = console.flag("enabled", true);
    Optional<Secret> token = console.secret("token");
    if (token.isPresent() && token.get().reveal().length < HttpConfig.SHORTEST_TOKEN) {
      console.secretProblem(
          "token",
          "has fewer than 16 characters, so that it could be guessed",
          "Make one with: openssl rand -hex 24");
    }
    console.rejectUnknownKeys();
    section.rejectUnknownKeys();
    return new HttpConfig(host, port, enabled, token);
  }
}
