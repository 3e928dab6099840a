package dev.triggerbridge.bridge.nats;

import dev.triggerbridge.bridge.nats.Difference.Action;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of the configuration the server does not have yet, and making it so. What a mapping does
 * when it starts comes from the same parts. Methods block.
 */
public final class ServerPlan {
  private static final int STREAM_NOT_FOUND = 10059;

  private final StreamsAdmin streamsAdmin;
  private final ConsumerAdmin consumerAdmin;
  private final List<StreamSpec> streams;
  private final List<ConsumerSpec> consumers;

  ServerPlan(Connection connection, List<StreamSpec> streams, List<ConsumerSpec> consumers)
      throws IOException {
    this.streamsAdmin = new StreamsAdmin(connection);
    this.consumerAdmin = new ConsumerAdmin(connection);
    this.streams = List.copyOf(streams);
    this.consumers = List.copyOf(consumers);
  }

  /**
   * Everything that differs, streams first. Changes nothing.
   *
   * @throws IOException if the server did not answer; names what was asked
   */
  public List<Difference> differences() throws IOException {
    List<Difference> all = new ArrayList<>();
    for (StreamSpec stream : streams) {
      all.addAll(named("stream " + stream.name(), () -> streamsAdmin.differences(stream)));
    }
    for (ConsumerSpec consumer : consumers) {
      all.addAll(named(consumer.label(), () -> differences(consumer)));
    }
    return all;
  }

  /**
   * Makes the server as configured, streams first, as far as that is possible.
   *
   * @param discards whether messages may be deleted by a lower limit
   * @return what still differs
   * @throws IOException if the server refused or did not answer; what came before it stays
   */
  public List<Difference> apply(boolean discards) throws IOException {
    for (StreamSpec stream : streams) {
      List<Difference> unused =
          named("stream " + stream.name(), () -> streamsAdmin.apply(stream, discards));
    }
    for (ConsumerSpec consumer : consumers) {
      List<Difference> unused = named(consumer.label(), () -> apply(consumer));
    }
    return differences();
  }

  private List<Difference> apply(ConsumerSpec consumer) throws IOException, JetStreamApiException {
    List<Difference> found = differences(consumer);
    if (found.stream().noneMatch(each -> each.action() == Action.REFUSE)) {
      try {
        String unused = consumerAdmin.ensure(consumer);
      } catch (MappingStoppedException e) {
        // It came between: it is among the differences afterwards.
        return consumerAdmin.differences(consumer);
      }
    }
    return found;
  }

  private List<Difference> differences(ConsumerSpec consumer)
      throws IOException, JetStreamApiException {
    try {
      return consumerAdmin.differences(consumer);
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
        throw e;
      }
      return List.of(withoutStream(consumer));
    }
  }

  private Difference withoutStream(ConsumerSpec consumer) {
    Set<String> planned = streams.stream().map(StreamSpec::name).collect(Collectors.toSet());
    String begins = "begins with " + StartingPositions.print(consumer.start());
    return planned.contains(consumer.stream())
        ? new Difference(consumer.label(), Action.CREATE, "", "", begins, "")
        : new Difference(
            consumer.label(),
            Action.REFUSE,
            "stream",
            "missing",
            consumer.stream(),
            "Create the stream, or list it under streams");
  }

  private static List<Difference> named(String what, Question question) throws IOException {
    try {
      return question.ask();
    } catch (JetStreamApiException e) {
      throw new IOException(what + ": " + e.getErrorDescription(), e);
    }
  }

  private interface Question {
    List<Difference> ask() throws IOException, JetStreamApiException;
  }
}
