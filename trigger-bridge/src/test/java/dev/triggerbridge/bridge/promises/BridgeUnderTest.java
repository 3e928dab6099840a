package dev.triggerbridge.bridge.promises;

import dev.triggerbridge.bridge.batch.BatchLimits;
import dev.triggerbridge.bridge.batch.NatsEncoding;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.deadletter.StoredDeadLetters;
import dev.triggerbridge.bridge.dispatch.Concurrency;
import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.dispatch.DispatchObserver;
import dev.triggerbridge.bridge.dispatch.Isolation;
import dev.triggerbridge.bridge.dispatch.LaneParts;
import dev.triggerbridge.bridge.dispatch.MappingParts;
import dev.triggerbridge.bridge.dispatch.MappingRunner;
import dev.triggerbridge.bridge.dispatch.MappingSettings;
import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.dispatch.RunnerStatus;
import dev.triggerbridge.bridge.flow.FairLimit;
import dev.triggerbridge.bridge.lambda.LambdaFunctions;
import dev.triggerbridge.bridge.lambda.LambdaSettings;
import dev.triggerbridge.bridge.nats.ConsumerAdmin;
import dev.triggerbridge.bridge.nats.ConsumerSpec;
import dev.triggerbridge.bridge.nats.JetStreamAcks;
import dev.triggerbridge.bridge.nats.JetStreamEntrySender;
import dev.triggerbridge.bridge.nats.JetStreamProbe;
import dev.triggerbridge.bridge.nats.JetStreamPublisher;
import dev.triggerbridge.bridge.nats.JetStreamSource;
import dev.triggerbridge.bridge.nats.KvAttemptStore;
import dev.triggerbridge.bridge.nats.KvLaneHalts;
import dev.triggerbridge.bridge.nats.NatsConnector;
import dev.triggerbridge.bridge.nats.NatsSettings;
import dev.triggerbridge.bridge.retry.RetrySettings;
import dev.triggerbridge.bridge.routing.OutputSubjects;
import dev.triggerbridge.bridge.routing.ResultInterpreter;
import io.nats.client.Connection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;

/** One mapping wired like the application wires it, with a connection of its own. */
final class BridgeUnderTest implements AutoCloseable {
  private final Connection connection;
  private final LambdaFunctions lambda;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final MappingRunner runner;
  private final Optional<DeadLetters> deadLetters;
  private final List<String> alarms = new CopyOnWriteArrayList<>();
  private volatile boolean dead;

  BridgeUnderTest(String natsUrl, URI lambdaEndpoint, MappingOptions options) {
    this(natsUrl, lambdaEndpoint, options, Optional.empty());
  }

  /** With other dead letters than the options name. */
  BridgeUnderTest(
      String natsUrl,
      URI lambdaEndpoint,
      MappingOptions options,
      Optional<DeadLetters> deadLetters) {
    this.deadLetters = deadLetters;
    try {
      connection = NatsConnector.connect(NatsSettings.of(natsUrl, "bridge-under-test"));
      lambda =
          LambdaFunctions.open(
              new LambdaSettings(Optional.of("us-east-1"), Optional.of(lambdaEndpoint), 50));
      runner = wire(options);
    } catch (Exception e) {
      throw new IllegalStateException("cannot start the bridge", e);
    }
    runner.start();
  }

  RunnerStatus status() {
    return runner.status();
  }

  /** Codes of the alarms so far. */
  List<String> alarms() {
    return alarms;
  }

  /** Its threads go on without a connection, which no dead process does. */
  boolean isDead() {
    return dead;
  }

  void stop(Duration grace) {
    runner.stop(grace);
  }

  /** As if the process had died: nothing is handed back, nothing is finished. */
  void die() {
    dead = true;
    timer.shutdownNow();
    try {
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lambda.close();
  }

  @Override
  public void close() {
    runner.stop(Duration.ofSeconds(1));
    die();
  }

  private DeadLetters deadLetters(MappingOptions options) throws Exception {
    if (deadLetters.isPresent()) {
      return deadLetters.get();
    }
    String subject = options.deadLetters;
    Optional<EntrySender> sender =
        subject == null
            ? Optional.empty()
            : Optional.of(new JetStreamEntrySender(connection, subject));
    return new StoredDeadLetters(
        options.name, options.name, sender, Optional.empty(), Clock.systemUTC());
  }

  private MappingRunner wire(MappingOptions options) throws Exception {
    MappingSettings settings =
        new MappingSettings(
            options.name,
            new BatchLimits(options.batchSize, BatchLimits.LAMBDA_PAYLOAD, Duration.ZERO),
            options.concurrency,
            MappingSettings.inFlightFor(options.batchSize, options.concurrency),
            new RetrySettings(
                options.maximumRetryAttempts,
                options.retriesFor,
                options.backoff,
                3,
                options.maximumRecordAge),
            options.ackWait,
            options.functionTimeout);
    ConsumerSpec spec =
        new ConsumerSpec(
            options.name,
            Rig.STREAM,
            options.name,
            options.filterSubjects,
            options.ackWait,
            settings.maxAckPending(),
            new ConsumerSpec.Start.All());
    ConsumerAdmin admin = new ConsumerAdmin(connection);
    String epoch = admin.ensure(spec);
    MappingParts parts =
        new MappingParts(
            new JetStreamSource(connection, spec, epoch),
            new JetStreamAcks(connection),
            new JetStreamProbe(admin, spec, epoch),
            lambda.function(options.function, options.functionTimeout),
            new JetStreamPublisher(connection),
            new KvAttemptStore(connection, options.name),
            deadLetters(options),
            new BuggyEncoding(
                new NatsEncoding(options.name, Rig.STREAM, epoch, options.name), options.bug),
            new ResultInterpreter(options.format, new OutputSubjects(List.of("out.done"))),
            RecordFilter.ALL,
            new DispatchObserver() {
              @Override
              public void alarm(String code, String message) {
                alarms.add(code + ": " + message);
              }
            },
            new Isolation());
    return new MappingRunner(
        settings,
        parts,
        options.ordering == null
            ? null
            : new LaneParts(options.ordering, new KvLaneHalts(connection, options.name, epoch)),
        new Concurrency(
            options.concurrency,
            options.breaker,
            options.share == null ? new FairLimit(50).join(1) : options.share,
            System::nanoTime),
        Clock.systemUTC(),
        () -> ThreadLocalRandom.current().nextLong(),
        timer);
  }
}
