package dev.triggerbridge.bridge.telemetry;

import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.Invocation;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.OutputEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Counts and logs what happens in one mapping. */
final class MappingObserver implements DispatchObserver {
  private static final double NANOS = 1e9;

  private final MappingMetrics metrics;
  private final int batchSize;
  private final RecordLog log;

  MappingObserver(MappingMetrics metrics, int batchSize, RecordLog log) {
    this.metrics = metrics;
    this.batchSize = batchSize;
    this.log = log;
  }

  @Override
  public void received(Delivery delivery) {
    metrics.consumed.inc();
    if (delivery.deliveryCount() > 1) {
      metrics.redeliveries.inc();
    }
  }

  @Override
  public void filtered(Delivery delivery) {
    metrics.settled("filtered").inc();
    log.record(delivery, "filtered");
  }

  @Override
  public void formatMismatch(Delivery delivery) {
    metrics.formatMismatches.inc();
  }

  @Override
  public void invoked(int records, Duration took, String result) {
    metrics.invocations(result).inc();
    metrics.invokedRecords.inc(records);
    metrics.batchRecords.observe(records);
    metrics.batchFill.observe((double) records / batchSize);
    metrics.invocationSeconds.observe(took.toNanos() / NANOS);
    if (result.equals("throttled")) {
      metrics.throttles.inc();
    }
  }

  @Override
  public void failed(int records) {
    metrics.failedRecords.inc(records);
  }

  @Override
  public void resubscribed(String reason) {
    metrics.resubscriptions(reason).inc();
    if (reason.equals("silence")) {
      metrics.heartbeatFailures.inc();
    }
  }

  @Override
  public void functionError(Invocation.Kind kind, String message, int records) {
    String word = kind.name().toLowerCase(Locale.ROOT);
    metrics.functionErrors(word).inc();
    log.functionError(word, records);
  }

  @Override
  public void wrongAnswer(String kind, String message, int records) {
    metrics.wrongAnswers(kind).inc();
    log.wrongAnswer(kind, message, records);
  }

  @Override
  public void published(OutputEvent event, Delivery cause) {
    metrics.published(event.subject()).inc();
    Instant due = event.deliverAt();
    if (due != null && due.isAfter(Instant.now())) {
      metrics.delayed.inc();
    }
    log.published(event, cause);
  }

  @Override
  public void publishFailed(OutputEvent event, Delivery cause, String message) {
    metrics.publishFailures.inc();
    log.publishFailed(event, cause, message);
  }

  @Override
  public void acked(Delivery delivery, Duration latency) {
    metrics.settled("acked").inc();
    metrics.ackSeconds.observe(latency.toNanos() / NANOS);
    Duration age = Duration.between(delivery.timestamp(), Instant.now());
    metrics.recordAgeSeconds.observe(Math.max(0, age.toNanos() / NANOS));
    log.record(delivery, "acked");
  }

  @Override
  public void settleFailed(Delivery delivery, String message) {
    metrics.settleFailures.inc();
    log.settleFailed(delivery, message);
  }

  @Override
  public void retried(Delivery delivery, int attempt, Duration delay, String code) {
    metrics.retries(FailureClass.of(code)).inc();
    log.retried(delivery, attempt, delay, code);
  }

  @Override
  public void held(int records, String reason, String message) {
    metrics.held(reason).inc(records);
    log.held(records, reason);
  }

  @Override
  public void deadLettered(Delivery delivery, int attempts, String code, String message) {
    metrics.settled("dead_lettered").inc();
    metrics.deadLetters.inc();
    log.deadLettered(delivery, attempts, code);
  }

  @Override
  public void alarm(String code, String message) {
    metrics.alarms(code).inc();
    log.alarm(code, message);
  }
}
