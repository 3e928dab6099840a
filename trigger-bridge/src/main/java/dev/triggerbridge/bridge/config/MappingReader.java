package dev.triggerbridge.bridge.config;

import dev.triggerbridge.bridge.config.MappingConfig.ResponseFormat;
import dev.triggerbridge.bridge.config.MappingConfig.StartingPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one entry of {@code mappings}. */
final class MappingReader {
  private static final List<Duration> DEFAULT_BACKOFF =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10));
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-[a-z]+)+-\\d:)?(\\d{12}:)?(function:)?"
              + "([a-zA-Z0-9_-]+)(:(\\$LATEST|[a-zA-Z0-9_-]+))?");
  private static final Map<String, ResponseFormat> RESPONSE_FORMATS =
      Map.of(
          "results", ResponseFormat.RESULTS,
          "batch-item-failures", ResponseFormat.BATCH_ITEM_FAILURES,
          "none", ResponseFormat.NONE);

  private MappingReader() {}

  static Optional<MappingConfig> read(Section section, LambdaConfig lambda) {
    String name = section.requiredText("name", "Give the mapping a distinct name");
    Words.checkName(section, "name", name);
    boolean enabled = section.flag("enabled", true);
    String stream = section.requiredText("stream", "Name the JetStream stream to read");
    Words.checkName(section, "stream", stream);
    String consumer = section.text("consumer").orElse(name);
    Words.checkName(section, "consumer", consumer);
    List<String> filters = filterSubjects(section);
    List<Located> criteria = FilterCriteriaReader.read(section);
    Optional<PayloadSchema> schema = PayloadSchemaReader.read(section);
    String function = functionName(section);
    int batchSize = section.integer("batchSize", 10, MappingConfig.BATCH_SIZE);
    Duration window =
        section.duration(
            "maximumBatchingWindow", Duration.ZERO, MappingConfig.MAXIMUM_BATCHING_WINDOW);
    int concurrency = section.integer("maximumConcurrency", 10, MappingConfig.MAXIMUM_CONCURRENCY);
    int weight = section.integer("weight", 1, MappingConfig.WEIGHT);
    CircuitBreakerConfig breaker = CircuitBreakerReader.read(section);
    int retries = section.integer("maximumRetryAttempts", 4, MappingConfig.MAXIMUM_RETRY_ATTEMPTS);
    RetryLimitsConfig retryLimits = RetryLimitsReader.read(section);
    List<Duration> backoff = backoff(section);
    Optional<OnFailure> onFailure = OnFailureReader.read(section, filters);
    Optional<String> onSuccess = OnSuccessReader.read(section, filters);
    Optional<S3Location> claimCheck = OnFailureReader.claimCheck(section);
    ResponseFormat format =
        section.choice("responseFormat", ResponseFormat.RESULTS, RESPONSE_FORMATS);
    EnvelopeConfig envelope =
        EnvelopeReader.read(section, stream, function, format, lambda.region());
    requireUseOfClaimCheck(section, claimCheck, envelope, onFailure);
    List<String> outputs = outputSubjects(section, format);
    StartingPosition start = StartingPositionReader.read(section);
    Duration ackWait = section.duration("ackWait", Duration.ofSeconds(30), MappingConfig.ACK_WAIT);
    Optional<OrderByConfig> orderBy = OrderByReader.read(section);
    section.rejectUnknownKeys();
    return section.isSound()
        ? Optional.of(
            new MappingConfig(
                name,
                enabled,
                stream,
                consumer,
                filters,
                criteria,
                schema,
                function,
                batchSize,
                window,
                concurrency,
                weight,
                breaker,
                retries,
                retryLimits,
                backoff,
                onFailure,
                onSuccess,
                claimCheck,
                format,
                envelope,
                outputs,
                start,
                ackWait,
                orderBy))
        : Optional.empty();
  }

  /** Only natsbatch/1 has a place for a reference; dead letters in S3 are of any size. */
  private static void requireUseOfClaimCheck(
      Section section,
      Optional<S3Location> claimCheck,
      EnvelopeConfig envelope,
      Optional<OnFailure> onFailure) {
    boolean servesDeadLetters = onFailure.isPresent() && !(onFailure.get() instanceof OnFailure.S3);
    if (claimCheck.isPresent()
        && envelope.kind() != EnvelopeConfig.Kind.NATS
        && !servesDeadLetters) {
      section.problem(
          "claimCheck",
          "has no effect here: a record of envelope %s cannot refer to its payload"
              .formatted(envelope.kind().name().toLowerCase(Locale.ROOT)),
          "Write envelope: nats, or remove claimCheck: records over 6 MB then go to the dead"
              + " letters");
    }
  }

  private static String functionName(Section section) {
    String function =
        section.requiredText("functionName", "Write the function's name, name:alias or ARN");
    if (!function.isEmpty() && (function.length() > 170 || !FUNCTION.matcher(function).matches())) {
      section.problem(
          "functionName",
          "is not the name of a Lambda function",
          "Write a name, name:alias or ARN with letters, digits, hyphens and underscores");
    }
    return function;
  }

  private static List<String> filterSubjects(Section section) {
    List<String> filters = new ArrayList<>();
    for (Section.Item item : section.items("filterSubjects", "orders.created.v1")) {
      Optional<String> fault = Subjects.filterFault(item.text());
      Optional<String> twin =
          filters.stream().filter(other -> Subjects.overlap(other, item.text())).findFirst();
      if (fault.isPresent()) {
        section.problem(item, fault.get(), "Write one such as orders.created.v1 or orders.*.v1");
      } else if (twin.isPresent()) {
        section.problem(
            item, "overlaps " + twin.get() + ", which NATS refuses", "Keep the wider of the two");
      } else {
        filters.add(item.text());
      }
    }
    return filters;
  }

  private static List<Duration> backoff(Section section) {
    if (!section.has("backoff")) {
      return DEFAULT_BACKOFF;
    }
    List<Duration> delays = new ArrayList<>();
    for (Section.Item item : section.items("backoff", "1s, 5s, 10s")) {
      try {
        Duration delay = Durations.parse(item.text());
        if (!MappingConfig.BACKOFF.contains(delay)) {
          section.problem(item, "is not " + MappingConfig.BACKOFF, "Use a value in that range");
        }
        delays.add(delay);
      } catch (UnreadableValueException e) {
        section.problem(item, e.reason(), e.remedy(), Section.NOT_QUOTED);
      }
    }
    if (delays.isEmpty() && section.isSound()) {
      section.problem("backoff", "is empty", "Write at least one delay, such as [1s]");
    }
    return delays;
  }

  private static List<String> outputSubjects(Section section, ResponseFormat format) {
    List<String> outputs = new ArrayList<>();
    for (Section.Item item : section.items("outputSubjects", "payments.completed.v1")) {
      Subjects.publishFault(item.text())
          .ifPresent(fault -> section.problem(item, fault, "List each subject by its exact name"));
      outputs.add(item.text());
    }
    if (!outputs.isEmpty() && format != ResponseFormat.RESULTS) {
      section.problem(
          "outputSubjects",
          "has no meaning here: only responseFormat results can return events",
          "Remove it or write responseFormat: results");
    }
    return outputs;
  }
}
