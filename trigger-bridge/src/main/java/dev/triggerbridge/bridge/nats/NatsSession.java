package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.deadletter.DeadLetterQueue;
import dev.triggerbridge.bridge.deadletter.EntrySender;
import dev.triggerbridge.bridge.dispatch.EventPublisher;
import dev.triggerbridge.bridge.dispatch.LaneHalts;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One connection and what the bridge does through it. Thread-safe; methods block. */
public final class NatsSession implements AutoCloseable {
  private final Connection connection;
  private volatile DelayedSettings delayed = DelayedSettings.DEFAULT;
  private volatile @Nullable DelayedForwarder forwarder;

  private NatsSession(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects once; later losses are repaired for ever.
   *
   * @throws IOException if no server is reachable or the credentials are refused
   */
  public static NatsSession connect(NatsSettings settings)
      throws IOException, InterruptedException {
    return new NatsSession(NatsConnector.connect(settings));
  }

  /** Whether there is a connection now; does not block. */
  public boolean isConnected() {
    return connection.getStatus() == Connection.Status.CONNECTED;
  }

  /** The version of the server that this is connected to. */
  public String serverVersion() {
    return connection.getServerInfo().getVersion();
  }

  /**
   * Creates the streams that do not exist; never changes one that does.
   *
   * @return how existing streams differ; empty if they do not
   * @throws IOException if a stream cannot be created; names it
   */
  public List<String> createOrVerify(List<StreamSpec> streams) throws IOException {
    StreamsAdmin admin = new StreamsAdmin(connection);
    List<String> differences = new ArrayList<>();
    for (StreamSpec stream : streams) {
      try {
        differences.addAll(admin.createOrVerify(stream));
      } catch (JetStreamApiException e) {
        throw new IOException("stream " + stream.name() + ": " + e.getMessage(), e);
      }
    }
    return differences;
  }

  /** Compares and changes the server; asks nothing yet. */
  public ServerPlan plan(List<StreamSpec> streams, List<ConsumerSpec> consumers)
      throws IOException {
    return new ServerPlan(connection, streams, consumers);
  }

  /**
   * Makes sure that the consumer exists and returns what the mapping runs on.
   *
   * @param deadLetterSubject where dead letters go, if that is a subject
   * @param outputSubjects where returned events go
   * @throws IOException if the server did not do it; may be tried again
   * @throws MappingStoppedException if a person has to decide first
   */
  public NatsParts open(
      ConsumerSpec spec, Optional<String> deadLetterSubject, List<String> outputSubjects)
      throws IOException, MappingStoppedException {
    try {
      for (String output : outputSubjects) {
        requireStream("outputSubjects", output);
      }
      Optional<EntrySender> deadLetters = Optional.empty();
      if (deadLetterSubject.isPresent()) {
        requireDestination(spec, "onFailure.subject", deadLetterSubject.get());
        deadLetters = Optional.of(new JetStreamEntrySender(connection, deadLetterSubject.get()));
      }
      ConsumerAdmin admin = new ConsumerAdmin(connection);
      // Before an adopted consumer loses its max_deliver: what it gives up until then is captured.
      GivenUpByServer givenUp = new GivenUpByServer(connection, spec);
      String epoch = admin.ensure(spec);
      return new NatsParts(
          epoch,
          new JetStreamSource(connection, spec, epoch),
          new JetStreamAcks(connection),
          new JetStreamProbe(admin, spec, epoch),
          publisher(),
          new KvAttemptStore(connection, spec.mapping()),
          givenUp,
          deadLetters);
    } catch (JetStreamApiException e) {
      throw new IOException(
          "stream %s, consumer %s: %s".formatted(spec.stream(), spec.consumer(), e.getMessage()),
          e);
    }
  }

  /**
   * Dead letters in JetStream, for those who look after them.
   *
   * @throws IOException if the server did not answer
   */
  public DeadLetterQueue deadLetters(Clock clock) throws IOException {
    try {
      return new JetStreamDeadLetterQueue(connection, clock);
    } catch (JetStreamApiException e) {
      throw new IOException("dead letters cannot be read: " + e.getErrorDescription(), e);
    }
  }

  /**
   * Publishes delayed events when they are due, until this is closed. Others on the same server do
   * the same and share the work.
   */
  public void deliverDelayed(DelayedSettings settings, Clock clock) {
    delayed = settings;
    try {
      DelayedForwarder started =
          new DelayedForwarder(connection, new DelayedStream(connection, settings), clock);
      started.start();
      forwarder = started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Creates the consumer of a replay, or finds the one that an interrupted replay has left.
   *
   * @throws IllegalArgumentException if a consumer of this name is for something else
   * @throws IOException if the server did not do it
   */
  public ReplayConsumer replay(ReplaySpec spec) throws IOException {
    try {
      return new ReplayConsumer(connection, spec);
    } catch (JetStreamApiException e) {
      throw new IOException(
          "consumer %s of stream %s: %s"
              .formatted(spec.consumer(), spec.stream(), e.getErrorDescription()),
          e);
    }
  }

  /**
   * Makes sure that what is published under a subject is kept.
   *
   * @throws IOException naming the property and the subject if no stream stores it
   */
  public void requireStored(String property, String subject) throws IOException {
    try {
      var unused = requireStream(property, subject);
    } catch (JetStreamApiException e) {
      throw new IOException(property + ": " + e.getErrorDescription(), e);
    }
  }

  /** Asks about single messages and changes nothing. */
  public Inquiry inquiry() throws IOException {
    return new Inquiry(connection);
  }

  /** Publishes events, and stores those that carry {@code deliverAt}. */
  public EventPublisher publisher() throws IOException {
    DelayedStream stream = new DelayedStream(connection, delayed);
    return new DelayedPublisher(
        connection, new JetStreamPublisher(connection), stream, Clock.systemUTC());
  }

  /** Which mappings are paused. */
  public PauseSwitches pauses() {
    return new PauseSwitches(connection);
  }

  /**
   * Makes this process known in the NATS service API.
   *
   * @param version a semantic version
   * @param instance letters, digits and hyphens; no other replica has it
   */
  public ControlService serve(String version, String instance, ControlService.Replica replica) {
    return ControlService.start(connection, version, instance, replica);
  }

  /** The other side of {@link #serve}. */
  public Replicas replicas() {
    return new Replicas(connection);
  }

  /**
   * How a consumer stands; empty if it or its stream does not exist.
   *
   * @throws IOException if the server did not answer
   */
  public Optional<ConsumerStanding> standing(String stream, String consumer) throws IOException {
    try {
      return ConsumerStanding.of(connection, stream, consumer);
    } catch (JetStreamApiException e) {
      throw new IOException(
          "consumer %s/%s: %s".formatted(stream, consumer, e.getErrorDescription()), e);
    }
  }

  /**
   * How full a stream is; empty if it does not exist.
   *
   * @throws IOException if the server did not answer
   */
  public Optional<StreamFigures> figures(String stream) throws IOException {
    try {
      return StreamFigures.of(connection.jetStreamManagement(), stream);
    } catch (JetStreamApiException e) {
      throw new IOException("stream %s: %s".formatted(stream, e.getErrorDescription()), e);
    }
  }

  /**
   * What makes one of several replicas the only one that works on a mapping; nobody has it yet.
   *
   * @throws IOException if the server did not answer; may be tried again
   */
  public ReplicaLease lease(String mapping) throws IOException {
    try {
      return new ReplicaLease(connection, mapping, System::nanoTime);
    } catch (JetStreamApiException e) {
      throw new IOException("the bucket of leases: " + e.getMessage(), e);
    }
  }

  /**
   * Where a mapping keeps which keys are halted.
   *
   * @throws IOException if the server did not answer; may be tried again
   */
  public LaneHalts halts(String mapping, String epoch) throws IOException {
    try {
      return new KvLaneHalts(connection, mapping, epoch);
    } catch (JetStreamApiException e) {
      throw new IOException("the bucket of halts: " + e.getMessage(), e);
    }
  }

  /** The halted keys of all mappings. */
  public HaltedKeys haltedKeys() {
    return new HaltedKeys(connection);
  }

  /** Without a stream behind it a publish is never acknowledged, and its record waits for ever. */
  private List<String> requireStream(String property, String subject)
      throws IOException, JetStreamApiException {
    List<String> streams = connection.jetStreamManagement().getStreamNames(subject);
    if (streams.isEmpty()) {
      throw new IOException(
          "%s: no stream stores %s: create one, or correct the subject"
              .formatted(property, subject));
    }
    return streams;
  }

  /**
   * Makes sure that what a mapping sends to a subject is stored, and not by what it reads itself.
   *
   * @param property that names the subject
   * @throws IOException if no stream stores it; may be tried again
   * @throws MappingStoppedException if the mapping would read what it sends
   */
  public void requireOutside(ConsumerSpec spec, String property, String subject)
      throws IOException, MappingStoppedException {
    try {
      requireDestination(spec, property, subject);
    } catch (JetStreamApiException e) {
      throw new IOException(property + ": " + e.getMessage(), e);
    }
  }

  private void requireDestination(ConsumerSpec spec, String property, String subject)
      throws IOException, JetStreamApiException, MappingStoppedException {
    List<String> streams = requireStream(property, subject);
    if (spec.filterSubjects().isEmpty() && streams.contains(spec.stream())) {
      throw new MappingStoppedException(
          ("%s %s lies in stream %s, which mapping %s reads as a whole: what it sends there would"
                  + " loop. Use a subject of another stream")
              .formatted(property, subject, spec.stream(), spec.mapping()));
    }
  }

  /** Flushes and closes; stop the mappings first. */
  @Override
  public void close() throws InterruptedException {
    DelayedForwarder forwarding = forwarder;
    if (forwarding != null) {
      forwarding.close();
    }
    connection.close();
  }
}
