package dev.triggerbridge.bridge.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One mapping: which messages of a stream invoke which function, and how. Names, ranges and
 * meanings follow AWS's event source mappings where these have the property.
 *
 * @param name distinct; appears in metrics, logs and ids of dead letters
 * @param enabled whether it runs (AWS: Enabled)
 * @param stream the JetStream stream
 * @param consumer the durable consumer's name
 * @param filterSubjects which subjects of the stream; empty for all
 * @param filters which records of these; one that matches is enough, empty for all (AWS:
 *     FilterCriteria)
 * @param schema what every payload has to be; empty for anything
 * @param functionName name, name:qualifier or ARN (AWS: FunctionName)
 * @param batchSize most records in one invocation (AWS: BatchSize)
 * @param maximumBatchingWindow how long a batch may wait for more records (AWS:
 *     MaximumBatchingWindowInSeconds)
 * @param maximumConcurrency most invocations under way (AWS: ScalingConfig.MaximumConcurrency)
 * @param weight share of the limit of all mappings, relative to the other mappings
 * @param circuitBreaker when a function that does not work is left alone
 * @param maximumRetryAttempts retries after the first attempt, -1 for ever (AWS:
 *     MaximumRetryAttempts)
 * @param retryLimits what else bounds retries
 * @param backoff delays before retry 1, 2, ...; the last one repeats
 * @param onFailure where dead letters go; empty to hold such records (AWS:
 *     DestinationConfig.OnFailure)
 * @param onSuccessSubject where results of processed records go; empty for nowhere (AWS:
 *     DestinationConfig.OnSuccess, for asynchronous invocations only)
 * @param claimCheck where payloads go that fit neither an invocation nor a dead letter; empty to
 *     dead-letter such records
 * @param responseFormat how the function answers
 * @param envelope what the function receives
 * @param outputSubjects which subjects returned events may have; empty for none
 * @param startingPosition where a new consumer begins
 * @param ackWait after what silence of this process the server delivers again
 * @param orderBy by what records keep their order; empty for no order
 */
public record MappingConfig(
    String name,
    boolean enabled,
    String stream,
    String consumer,
    List<String> filterSubjects,
    List<Located> filters,
    Optional<PayloadSchema> schema,
    String functionName,
    int batchSize,
    Duration maximumBatchingWindow,
    int maximumConcurrency,
    int weight,
    CircuitBreakerConfig circuitBreaker,
    int maximumRetryAttempts,
    RetryLimitsConfig retryLimits,
    List<Duration> backoff,
    Optional<OnFailure> onFailure,
    Optional<String> onSuccessSubject,
    Optional<S3Location> claimCheck,
    ResponseFormat responseFormat,
    EnvelopeConfig envelope,
    List<String> outputSubjects,
    StartingPosition startingPosition,
    Duration ackWait,
    Optional<OrderByConfig> orderBy) {
  static final Range<Integer> BATCH_SIZE = new Range<>(1, 10_000, String::valueOf);
  static final Range<Duration> MAXIMUM_BATCHING_WINDOW =
      Durations.range(Duration.ZERO, Duration.ofSeconds(300));
  static final Range<Integer> MAXIMUM_CONCURRENCY = new Range<>(1, 1000, String::valueOf);
  static final Range<Integer> WEIGHT = new Range<>(1, 100, String::valueOf);
  static final Range<Integer> MAXIMUM_RETRY_ATTEMPTS = new Range<>(-1, 10_000, String::valueOf);

  /** A delay below 100 ms is a bare nak: three of them use up three attempts within 2 ms. */
  static final Range<Duration> BACKOFF =
      Durations.range(Duration.ofMillis(100), Duration.ofHours(12));

  static final Range<Duration> ACK_WAIT =
      Durations.range(Duration.ofSeconds(1), Duration.ofMinutes(10));

  /** Checks every range and copies the lists. */
  public MappingConfig {
    BATCH_SIZE.check("batchSize", batchSize);
    MAXIMUM_BATCHING_WINDOW.check("maximumBatchingWindow", maximumBatchingWindow);
    MAXIMUM_CONCURRENCY.check("maximumConcurrency", maximumConcurrency);
    WEIGHT.check("weight", weight);
    MAXIMUM_RETRY_ATTEMPTS.check("maximumRetryAttempts", maximumRetryAttempts);
    backoff.forEach(delay -> BACKOFF.check("backoff", delay));
    ACK_WAIT.check("ackWait", ackWait);
    filterSubjects = List.copyOf(filterSubjects);
    filters = List.copyOf(filters);
    backoff = List.copyOf(backoff);
    outputSubjects = List.copyOf(outputSubjects);
    if (backoff.isEmpty()) {
      throw new IllegalArgumentException("backoff is empty: name at least one delay, such as 1s");
    }
  }

  /** The JetStream subject of the dead letters, if that is where they go. */
  public Optional<String> onFailureSubject() {
    return onFailure
        .filter(OnFailure.Subject.class::isInstance)
        .map(destination -> ((OnFailure.Subject) destination).subject());
  }

  /** How a function answers for the records of a batch. */
  public enum ResponseFormat {
    /** natsbatch-result/1: one result per record, fail-closed. */
    RESULTS,
    /** AWS's ReportBatchItemFailures. */
    BATCH_ITEM_FAILURES,
    /** A return without an error acks the whole batch. */
    NONE
  }

  /** Where a consumer that does not exist yet begins; an existing one goes on where it is. */
  public sealed interface StartingPosition {
    /** The stream's first message (AWS: TRIM_HORIZON). */
    record TrimHorizon() implements StartingPosition {}

    /** Only messages that come after the consumer was created (AWS: LATEST). */
    record Latest() implements StartingPosition {}

    /** The last message that is there when the consumer is created, and what comes after it. */
    record Last() implements StartingPosition {}

    /** The first message stored at or after a time (AWS: AT_TIMESTAMP). */
    record AtTimestamp(Instant timestamp) implements StartingPosition {}

    /** A stream sequence, from 1 (AWS, for Kinesis: AT_SEQUENCE_NUMBER). */
    record AtSequence(long sequence) implements StartingPosition {}
  }
}
