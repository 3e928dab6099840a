package dev.triggerbridge.bridge.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.StreamConfig;
import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is a configuration that can be used, and is used. */
class ExamplesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of("");

  static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_is_valid(Path file) {
    CommandLineRun run = CommandLineRun.of("validate", "--config", file.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_mapping_of_an_example_runs_and_settles_what_is_published(Path example)
      throws Exception {
    try (NatsServer nats = NatsServer.start(NatsServerOptions.in(folder.resolve("nats")));
        Streams streams = new Streams(nats.url());
        RawLambda lambda = new RawLambda(ExamplesTest::everythingIsFine)) {
      Path file = configured(example, nats.url(), lambda.url());
      BridgeConfig config = new BridgeConfigReader().read(file);
      createWhatTheUserHas(nats.url(), config);
      List<MappingConfig> enabled =
          config.mappings().stream().filter(MappingConfig::enabled).toList();
      try (BridgeInProcess bridge = BridgeInProcess.launch(file)) {
        enabled.forEach(mapping -> bridge.awaitState(mapping.name(), "RUNNING"));
        for (String subject : subjects(config, enabled)) {
          streams.publish(
              subject,
              "m-" + subject,
              "{}".getBytes(UTF_8),
              Map.of("Content-Type", "application/json"));
        }
        for (MappingConfig mapping : enabled) {
          await(mapping.name())
              .atMost(BOUND)
              .until(
                  () ->
                      streams.isSettled(mapping.stream(), mapping.consumer())
                          && streams
                                  .consumer(mapping.stream(), mapping.consumer())
                                  .getDelivered()
                                  .getStreamSequence()
                              > 0);
        }
      }
    }
  }

  private static byte[] everythingIsFine(byte[] request) {
    String text = new String(request, UTF_8);
    if (!text.contains("natsbatch/1")) {
      return "{\"batchItemFailures\":[]}".getBytes(UTF_8);
    }
    LambdaStandIn.Invocation invocation = LambdaStandIn.Invocation.parse("any", request);
    return LambdaStandIn.Script.okWithoutEvents().answer(invocation).body().getBytes(UTF_8);
  }

  private Path configured(Path example, String nats, String lambda) throws IOException {
    Path file =
        Example.in(
            folder,
            example.getFileName().toString(),
            Map.of(
                "NATS_SERVERS",
                nats,
                "LAMBDA_ENDPOINT",
                lambda,
                "HTTP_PORT",
                "0",
                "DESCRIPTOR_SET",
                Example.descriptorSet(folder).toString()));
    String text = Files.readString(file);
    return text.contains("\nhttp:") ? file : Files.writeString(file, text + "\nhttp: {port: 0}\n");
  }

  /** Streams that an example leaves to others. */
  private static void createWhatTheUserHas(String url, BridgeConfig config) throws Exception {
    Map<String, Set<String>> missing = new LinkedHashMap<>();
    for (MappingConfig mapping : config.mappings()) {
      if (config.streams().stream().noneMatch(known -> known.name().equals(mapping.stream()))) {
        missing
            .computeIfAbsent(mapping.stream(), name -> new LinkedHashSet<>())
            .addAll(
                mapping.filterSubjects().isEmpty()
                    ? List.of(prefix(mapping) + ".*.created")
                    : mapping.filterSubjects());
      }
      mapping
          .onFailureSubject()
          .filter(subject -> config.streams().isEmpty())
          .ifPresent(
              subject ->
                  missing.computeIfAbsent("DEAD", name -> new LinkedHashSet<>()).add(subject));
    }
    try (Connection connection = Nats.connect(url)) {
      for (Map.Entry<String, Set<String>> stream : missing.entrySet()) {
        var unused =
            connection
                .jetStreamManagement()
                .addStream(
                    StreamConfiguration.builder()
                        .name(stream.getKey())
                        .subjects(stream.getValue())
                        .build());
      }
    }
  }

  private static Set<String> subjects(BridgeConfig config, List<MappingConfig> mappings) {
    Set<String> subjects = new LinkedHashSet<>();
    for (MappingConfig mapping : mappings) {
      List<String> filters = new ArrayList<>(mapping.filterSubjects());
      if (filters.isEmpty()) {
        config.streams().stream()
            .filter(known -> known.name().equals(mapping.stream()))
            .map(StreamConfig::subjects)
            .forEach(filters::addAll);
      }
      if (filters.isEmpty()) {
        filters.add(prefix(mapping) + ".17.created");
      }
      filters.stream().map(filter -> filter.replaceAll("[*>]", "x")).forEach(subjects::add);
    }
    return subjects;
  }

  private static String prefix(MappingConfig mapping) {
    return mapping.stream().toLowerCase(Locale.ROOT);
  }
}
