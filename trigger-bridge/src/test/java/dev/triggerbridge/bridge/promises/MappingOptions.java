package dev.triggerbridge.bridge.promises;

import dev.triggerbridge.bridge.routing.ResponseFormat;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that tests vary. */
record MappingOptions(
    int batchSize,
    int concurrency,
    int maximumRetryAttempts,
    List<Duration> backoff,
    Duration ackWait,
    Duration functionTimeout,
    ResponseFormat format,
    @Nullable String deadLetters) {
  static MappingOptions defaults() {
    return new MappingOptions(
        10,
        4,
        2,
        List.of(Duration.ofMillis(200)),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        ResponseFormat.RESULTS,
        "dead.in");
  }

  MappingOptions withBatchSize(int size) {
    return new MappingOptions(
        size,
        concurrency,
        maximumRetryAttempts,
        backoff,
        ackWait,
        functionTimeout,
        format,
        deadLetters);
  }

  MappingOptions withConcurrency(int most) {
    return new MappingOptions(
        batchSize,
        most,
        maximumRetryAttempts,
        backoff,
        ackWait,
        functionTimeout,
        format,
        deadLetters);
  }

  MappingOptions withAckWait(Duration wait) {
    return new MappingOptions(
        batchSize,
        concurrency,
        maximumRetryAttempts,
        backoff,
        wait,
        functionTimeout,
        format,
        deadLetters);
  }

  MappingOptions withFormat(ResponseFormat other) {
    return new MappingOptions(
        batchSize,
        concurrency,
        maximumRetryAttempts,
        backoff,
        ackWait,
        functionTimeout,
        other,
        deadLetters);
  }

  MappingOptions withRetries(int most) {
    return new MappingOptions(
        batchSize, concurrency, most, backoff, ackWait, functionTimeout, format, deadLetters);
  }

  MappingOptions withFunctionTimeout(Duration timeout) {
    return new MappingOptions(
        batchSize,
        concurrency,
        maximumRetryAttempts,
        backoff,
        ackWait,
        timeout,
        format,
        deadLetters);
  }

  MappingOptions withoutDeadLetters() {
    return new MappingOptions(
        batchSize,
        concurrency,
        maximumRetryAttempts,
        backoff,
        ackWait,
        functionTimeout,
        format,
        null);
  }
}
