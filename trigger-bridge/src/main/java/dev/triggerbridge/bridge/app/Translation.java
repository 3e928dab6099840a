package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.batch.BatchLimits;
import dev.triggerbridge.bridge.batch.CloudEventsEncoding;
import dev.triggerbridge.bridge.batch.Encoding;
import dev.triggerbridge.bridge.batch.NatsEncoding;
import dev.triggerbridge.bridge.batch.SqsEncoding;
import dev.triggerbridge.bridge.config.CircuitBreakerConfig;
import dev.triggerbridge.bridge.config.DelayedConfig;
import dev.triggerbridge.bridge.config.LambdaConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.config.NatsConfig;
import dev.triggerbridge.bridge.config.OrderByConfig;
import dev.triggerbridge.bridge.config.StreamConfig;
import dev.triggerbridge.bridge.dispatch.MappingSettings;
import dev.triggerbridge.bridge.flow.BreakerSettings;
import dev.triggerbridge.bridge.lambda.LambdaSettings;
import dev.triggerbridge.bridge.lanes.KeyReader;
import dev.triggerbridge.bridge.lanes.Ordering;
import dev.triggerbridge.bridge.nats.ConsumerSpec;
import dev.triggerbridge.bridge.nats.DelayedSettings;
import dev.triggerbridge.bridge.nats.NatsSettings;
import dev.triggerbridge.bridge.nats.StreamSpec;
import dev.triggerbridge.bridge.retry.ErrorClass;
import dev.triggerbridge.bridge.retry.RecordAge;
import dev.triggerbridge.bridge.retry.RetrySettings;
import dev.triggerbridge.bridge.routing.OutputSubjects;
import dev.triggerbridge.bridge.routing.ResponseFormat;
import dev.triggerbridge.bridge.routing.ResultInterpreter;
import dev.triggerbridge.bridge.routing.SuccessRoute;
import dev.triggerbridge.bridge.schema.PayloadReader;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From what is configured to what each package wants to know. The packages do not know config. */
final class Translation {
  private Translation() {}

  static NatsSettings nats(NatsConfig config) {
    return new NatsSettings(
        config.servers(),
        config.connectionName(),
        config.credentialsFile(),
        config.username(),
        config.password().map(secret -> new String(secret.reveal())),
        config.token().map(secret -> new String(secret.reveal())),
        config.tls().map(NatsConfig.Tls::context));
  }

  static LambdaSettings lambda(LambdaConfig config) {
    return new LambdaSettings(config.region(), config.endpoint(), config.maximumConcurrency());
  }

  static DelayedSettings delayed(DelayedConfig config) {
    return new DelayedSettings(
        config.stream(), config.replicas(), config.maxBytes(), config.ackWait());
  }

  static StreamSpec stream(StreamConfig config) {
    return new StreamSpec(
        config.name(),
        config.subjects(),
        config.replicas(),
        config.maxAge(),
        config.maxBytes(),
        config.duplicateWindow());
  }

  static MappingSettings settings(MappingConfig config, Duration functionTimeout) {
    return new MappingSettings(
        config.name(),
        new BatchLimits(
            config.batchSize(), BatchLimits.LAMBDA_PAYLOAD, config.maximumBatchingWindow()),
        config.maximumConcurrency(),
        MappingSettings.inFlightFor(config.batchSize(), config.maximumConcurrency()),
        retry(config),
        config.ackWait(),
        functionTimeout);
  }

  private static RetrySettings retry(MappingConfig config) {
    Map<ErrorClass, Integer> overrides = new EnumMap<>(ErrorClass.class);
    config
        .retryLimits()
        .perError()
        .forEach((kind, retries) -> overrides.put(ErrorClass.valueOf(kind.name()), retries));
    return new RetrySettings(
        config.maximumRetryAttempts(),
        overrides,
        config.backoff(),
        RetrySettings.DEFAULT.crashCeiling(),
        new RecordAge(config.retryLimits().maximumRecordAge().orElse(null)));
  }

  static Optional<Ordering> ordering(MappingConfig config, PayloadReader payloads) {
    return config
        .orderBy()
        .map(
            order ->
                new Ordering(
                    switch (order.key()) {
                      case OrderByConfig.Key.SubjectToken(int position) ->
                          KeyReader.subjectToken(position);
                      case OrderByConfig.Key.Header(String name) -> KeyReader.header(name);
                      case OrderByConfig.Key.PayloadField(String path) ->
                          KeyReader.payloadField(path, DecodedFieldKey.of(payloads, path));
                    },
                    order.haltOnDeadLetter()));
  }

  static BreakerSettings breaker(CircuitBreakerConfig config) {
    return new BreakerSettings(
        config.enabled(),
        config.failureRateThreshold(),
        config.minimumInvocations(),
        config.window(),
        config.openDuration(),
        config.functionErrors());
  }

  /** The consumer does not depend on the function: it can be planned without Lambda. */
  static ConsumerSpec consumer(MappingConfig config, List<String> subjects) {
    return new ConsumerSpec(
        config.name(),
        config.stream(),
        config.consumer(),
        subjects,
        config.ackWait(),
        settings(config, Duration.ZERO).maxAckPending(),
        start(config.startingPosition()));
  }

  /** What the function is sent; the same for live traffic, redrives and replays. */
  static Encoding encoding(
      MappingConfig config, String epoch, String consumer, ClaimCheck claimCheck) {
    return switch (config.envelope().kind()) {
      case NATS ->
          new NatsEncoding(
              config.name(), config.stream(), epoch, consumer, claimCheck.forEncoding());
      case SQS -> new SqsEncoding(config.envelope().source());
      case CLOUDEVENTS -> new CloudEventsEncoding(config.envelope().source());
    };
  }

  /** How the function's answer is read. */
  static ResultInterpreter interpreter(MappingConfig config) {
    return new ResultInterpreter(
        responseFormat(config),
        new OutputSubjects(config.outputSubjects()),
        new SuccessRoute(config.name(), config.functionName(), config.onSuccessSubject()));
  }

  private static ResponseFormat responseFormat(MappingConfig config) {
    return switch (config.responseFormat()) {
      case RESULTS -> ResponseFormat.RESULTS;
      case BATCH_ITEM_FAILURES -> ResponseFormat.BATCH_ITEM_FAILURES;
      case NONE -> ResponseFormat.NONE;
    };
  }

  private static ConsumerSpec.Start start(MappingConfig.StartingPosition position) {
    return switch (position) {
      case MappingConfig.StartingPosition.TrimHorizon() -> new ConsumerSpec.Start.All();
      case MappingConfig.StartingPosition.Latest() -> new ConsumerSpec.Start.New();
      case MappingConfig.StartingPosition.Last() -> new ConsumerSpec.Start.Last();
      case MappingConfig.StartingPosition.AtTimestamp(var time) ->
          new ConsumerSpec.Start.AtTime(time);
      case MappingConfig.StartingPosition.AtSequence(var sequence) ->
          new ConsumerSpec.Start.AtSequence(sequence);
    };
  }
}
