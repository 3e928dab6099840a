package dev.triggerbridge.bridge.nats;

import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Where consumers begin: to the server's settings, and to words in which two can be compared. */
final class StartingPositions {
  /** Metadata key of the consumers that we create: one made again begins elsewhere. */
  static final String METADATA = "trigger-bridge-starting-position";

  private StartingPositions() {}

  static void set(ConsumerSpec.Start start, ConsumerConfiguration.Builder wanted) {
    switch (start) {
      case ConsumerSpec.Start.All all -> wanted.deliverPolicy(DeliverPolicy.All);
      case ConsumerSpec.Start.New fresh -> wanted.deliverPolicy(DeliverPolicy.New);
      case ConsumerSpec.Start.Last last -> wanted.deliverPolicy(DeliverPolicy.Last);
      case ConsumerSpec.Start.AtTime at ->
          wanted
              .deliverPolicy(DeliverPolicy.ByStartTime)
              .startTime(at.time().atZone(ZoneOffset.UTC));
      case ConsumerSpec.Start.AtSequence at -> after(at.sequence() - 1, wanted);
    }
  }

  static void after(long sequence, ConsumerConfiguration.Builder wanted) {
    wanted.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(sequence + 1);
  }

  static String print(ConsumerSpec.Start start) {
    return switch (start) {
      case ConsumerSpec.Start.All all -> "all";
      case ConsumerSpec.Start.New fresh -> "new";
      case ConsumerSpec.Start.Last last -> "last";
      case ConsumerSpec.Start.AtTime at -> "at time " + at.time();
      case ConsumerSpec.Start.AtSequence at -> "at sequence " + at.sequence();
    };
  }

  static String print(ConsumerConfiguration actual) {
    return switch (actual.getDeliverPolicy()) {
      case All -> "all";
      case New -> "new";
      case ByStartSequence -> "at sequence " + actual.getStartSequence();
      case ByStartTime -> {
        ZonedDateTime time = actual.getStartTime();
        yield "at time " + (time == null ? "unknown" : time.toInstant());
      }
      case Last -> "last";
      case LastPerSubject -> "last per subject";
    };
  }
}
