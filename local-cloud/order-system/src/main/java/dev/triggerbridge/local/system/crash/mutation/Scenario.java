package dev.triggerbridge.local.system.crash.mutation;

import dev.triggerbridge.local.system.crash.round.RoundResult;
import dev.triggerbridge.local.system.crash.round.Rounds;
import dev.triggerbridge.local.system.crash.stack.CrashStack;
import dev.triggerbridge.local.system.crash.work.OrderKind;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What goes wrong while the orders of a round are processed; the same with and without mistake. */
sealed interface Scenario {
  /** Runs one round; the stack is in order before it. */
  RoundResult run(CrashStack stack, Rounds rounds, Set<OrderKind> kinds) throws Exception;

  /**
   * A process dies.
   *
   * @param point where
   */
  record Kill(String point) implements Scenario {
    @Override
    public RoundResult run(CrashStack stack, Rounds rounds, Set<OrderKind> kinds) throws Exception {
      return rounds.run(List.of(point), kinds);
    }

    @Override
    public String toString() {
      return point;
    }
  }

  /**
   * An execution of the payment function stands still. The bridge dies and another execution takes
   * over; when the order is confirmed, the first one goes on, writes or is refused, and dies.
   *
   * @param kind the order whose payment it is
   * @param stands where it stands still
   * @param dies where it dies after that
   * @param forgetful whether the gateway forgets its keys meanwhile, each time, and its search
   *     finds nothing: then nothing but the fence keeps the two from charging
   */
  record StalePayment(OrderKind kind, String stands, String dies, boolean forgetful)
      implements Scenario {
    private static final long NEVER_FOUND_MILLIS = Duration.ofDays(7).toMillis();

    @Override
    public RoundResult run(CrashStack stack, Rounds rounds, Set<OrderKind> kinds) throws Exception {
      stack.crashes().forget();
      stack.crashes().armPause(stands);
      boolean[] killed = {false};
      if (forgetful) {
        stack.gateway().faults().searchLagMillis(NEVER_FOUND_MILLIS);
      }
      try {
        return rounds.run(
            kinds,
            (running, work) -> {
              if (!killed[0] && running.crashes().isHit(stands)) {
                forget(running);
                running.bridge().kill();
                killed[0] = true;
              }
              if (killed[0]
                  && !running.crashes().isResumed(stands)
                  && "CONFIRMED".equals(text(running, work.id(kind), "status"))) {
                forget(running);
                running.crashes().arm(List.of(dies));
                running.crashes().resume(stands);
              }
              return running.crashes().isHit(dies);
            });
      } finally {
        stack.gateway().faults().searchLagMillis(0);
      }
    }

    private void forget(CrashStack stack) {
      if (forgetful) {
        stack.gateway().forgetKeys();
      }
    }

    @Override
    public String toString() {
      return "%s (stands still until another has paid%s), %s"
          .formatted(stands, forgetful ? ", at a gateway that forgets keys" : "", dies);
    }
  }

  /** One fact's fold stands still between its read and its write until the other is written. */
  record StaleFold() implements Scenario {
    private static final String STANDS = "order.after-read";

    @Override
    public RoundResult run(CrashStack stack, Rounds rounds, Set<OrderKind> kinds) throws Exception {
      stack.crashes().forget();
      stack.crashes().armPause(STANDS);
      return rounds.run(
          kinds,
          (running, work) -> {
            if (running.crashes().isHit(STANDS)
                && !running.crashes().isResumed(STANDS)
                && "2".equals(text(running, work.id(OrderKind.PLAIN), "version"))) {
              running.crashes().resume(STANDS);
            }
            return running.crashes().isResumed(STANDS);
          });
    }

    @Override
    public String toString() {
      return STANDS + " (stands still until the other fact is folded)";
    }
  }

  /** No stream takes dead letters of orders until the bridge has complained about it. */
  record NoDeadLetterStore() implements Scenario {
    private static final String SUBJECT = "orders.dlq";
    private static final String ALARM = "DEAD_LETTER_NOT_STORED";

    @Override
    public RoundResult run(CrashStack stack, Rounds rounds, Set<OrderKind> kinds) throws Exception {
      stack.crashes().forget();
      JetStreamManagement management = stack.nats().jetStreamManagement();
      StreamConfiguration complete = management.getStreamInfo("DLQ").getConfiguration();
      Set<String> others = new TreeSet<>(complete.getSubjects());
      others.remove(SUBJECT);
      management.updateStream(StreamConfiguration.builder(complete).subjects(others).build());
      boolean[] back = {false};
      return rounds.run(
          kinds,
          (running, work) -> {
            if (!back[0] && Files.readString(running.bridgeLog()).contains(ALARM)) {
              management.updateStream(complete);
              back[0] = true;
            }
            return back[0];
          });
    }

    @Override
    public String toString() {
      return "no stream takes dead letters for a while";
    }
  }

  private static String text(CrashStack stack, String orderId, String attribute) {
    try (DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      AttributeValue value =
          dynamoDb
              .getItem(
                  get ->
                      get.tableName(stack.table("order"))
                          .key(Map.of("pk", AttributeValue.fromS("order#" + orderId)))
                          .consistentRead(true))
              .item()
              .get(attribute);
      return value == null ? "" : value.s() == null ? String.valueOf(value.n()) : value.s();
    }
  }
}
