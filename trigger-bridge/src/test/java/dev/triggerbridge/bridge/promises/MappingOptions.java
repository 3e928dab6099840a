package dev.triggerbridge.bridge.promises;

import dev.triggerbridge.bridge.flow.BreakerSettings;
import dev.triggerbridge.bridge.flow.FairLimit;
import dev.triggerbridge.bridge.lanes.Ordering;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.retry.ErrorClass;
import dev.triggerbridge.bridge.retry.RecordAge;
import dev.triggerbridge.bridge.routing.ResponseFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The settings that tests vary. Never changed once it is handed out: {@link #with} copies. */
final class MappingOptions {
  String name = Rig.CONSUMER;
  List<String> filterSubjects = List.of();
  String function = "f";
  int batchSize = 10;
  int concurrency = 4;
  FairLimit.@Nullable Share share;
  BreakerSettings breaker = BreakerSettings.DEFAULT;
  int maximumRetryAttempts = 2;
  Map<ErrorClass, Integer> retriesFor = Map.of();
  RecordAge maximumRecordAge = RecordAge.UNLIMITED;
  List<Duration> backoff = List.of(Duration.ofMillis(200));
  Duration ackWait = Duration.ofSeconds(30);
  Duration functionTimeout = Duration.ofSeconds(10);
  ResponseFormat format = ResponseFormat.RESULTS;
  @Nullable String deadLetters = "dead.in";
  @Nullable Ordering ordering;

  /** Whether encoding a batch with this record ends with a bug. */
  Predicate<Delivery> bug = delivery -> false;

  private MappingOptions() {}

  private MappingOptions(MappingOptions other) {
    name = other.name;
    filterSubjects = other.filterSubjects;
    function = other.function;
    batchSize = other.batchSize;
    concurrency = other.concurrency;
    share = other.share;
    breaker = other.breaker;
    maximumRetryAttempts = other.maximumRetryAttempts;
    retriesFor = other.retriesFor;
    maximumRecordAge = other.maximumRecordAge;
    backoff = other.backoff;
    ackWait = other.ackWait;
    functionTimeout = other.functionTimeout;
    format = other.format;
    deadLetters = other.deadLetters;
    ordering = other.ordering;
    bug = other.bug;
  }

  static MappingOptions defaults() {
    return new MappingOptions();
  }

  /** A copy with changes. */
  MappingOptions with(Consumer<MappingOptions> changes) {
    MappingOptions copy = new MappingOptions(this);
    changes.accept(copy);
    return copy;
  }

  MappingOptions withBatchSize(int size) {
    return with(copy -> copy.batchSize = size);
  }

  MappingOptions withConcurrency(int most) {
    return with(copy -> copy.concurrency = most);
  }

  MappingOptions withAckWait(Duration wait) {
    return with(copy -> copy.ackWait = wait);
  }

  MappingOptions withFormat(ResponseFormat other) {
    return with(copy -> copy.format = other);
  }

  MappingOptions withRetries(int most) {
    return with(copy -> copy.maximumRetryAttempts = most);
  }

  MappingOptions withFunctionTimeout(Duration timeout) {
    return with(copy -> copy.functionTimeout = timeout);
  }

  MappingOptions withoutDeadLetters() {
    return with(copy -> copy.deadLetters = null);
  }
}
