package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.check.StackReader;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.plan.PlannedOrder;
import dev.triggerbridge.local.system.plan.PlannedOrder.Kind;
import dev.triggerbridge.local.system.read.Quiescence;
import dev.triggerbridge.local.system.read.TableReader;
import io.nats.client.JetStreamApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Waits until a healed system has nothing left to do. */
final class Quiet {
  private static final int PAUSE_MILLIS = 250;

  private final ChaosStack stack;
  private final Quiescence work;
  private final List<PlannedOrder> delayed;

  /**
   * For a plan whose orders have all been placed.
   *
   * @param plan some of its orders are open until their deadline, which no consumer knows of
   */
  Quiet(ChaosStack stack, OrderPlan plan) throws IOException {
    this.stack = stack;
    this.work = new Quiescence(stack.connection(), StackReader.streams());
    this.delayed = plan.orders().stream().filter(order -> order.kind() == Kind.UNANSWERED).toList();
  }

  /**
   * Waits.
   *
   * @param patience how long nothing may move before it is given up
   * @return whether nothing was left to do
   */
  boolean await(Duration patience) throws InterruptedException {
    Quiescence.Look last = null;
    long moved = System.nanoTime();
    while (System.nanoTime() - moved < patience.toNanos()) {
      try {
        Quiescence.Look look = work.look();
        if (look.idle() && nobodyWaits()) {
          return true;
        }
        if (!look.equals(last)) {
          moved = System.nanoTime();
          last = look;
        }
      } catch (IOException | JetStreamApiException e) {
        // A server that has just come back need not answer at once.
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return false;
  }

  private boolean nobodyWaits() {
    try (DynamoDbClient dynamoDb = stack.dynamoDb().client()) {
      TableReader tables = new TableReader(dynamoDb);
      return delayed.stream()
          .allMatch(order -> tables.finalStatus(stack.table("order"), order.orderId()).isPresent());
    }
  }
}
