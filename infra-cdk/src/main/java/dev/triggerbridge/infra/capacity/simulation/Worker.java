package dev.triggerbridge.infra.capacity.simulation;

import dev.triggerbridge.bridge.flow.Signal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of one replica, as the bridge's {@code PullLoop}, {@code BatchLoop} and {@code
 * BatchRun} do it: asks for what it has room for, takes a permit before it fills a batch, holds
 * what was throttled and invokes again.
 */
final class Worker {
  private static final long LINGER = Agenda.MILLI;
  private static final long LONGEST_QUIET = 100 * Agenda.MILLI;
  private static final long LOOK_UP = 100 * Agenda.MILLI;
  private static final long FIRST_HOLD = 100 * Agenda.MILLI;
  private static final long LONGEST_HOLD = 2 * Agenda.SECOND;

  private final World world;
  private final DurableConsumer consumer;
  private final LambdaFunction function;
  private final Cpu cpu;
  private final Permits permits;
  private final Deque<Message> queue = new ArrayDeque<>();
  private final Deque<Batch> retries = new ArrayDeque<>();
  private final Set<Batch> running = new LinkedHashSet<>();
  private @Nullable Batch open;
  private int timer;
  private int requested;
  private int inFlight;
  private boolean looksUp;
  private boolean stopping;
  private boolean dead;

  Worker(World world, DurableConsumer consumer, LambdaFunction function, Cpu cpu) {
    this.world = world;
    this.consumer = consumer;
    this.function = function;
    this.cpu = cpu;
    this.permits = new Permits(consumer.mapping().concurrency());
  }

  void start() {
    consumer.join(this);
    askForMore();
  }

  /** Hands back what it has not begun, and ends what it has. */
  void stop() {
    stopping = true;
    consumer.leave(this);
    List<Message> back = List.copyOf(queue);
    queue.clear();
    inFlight -= back.size();
    consumer.deliverAgain(back);
  }

  /** Is heard of no more; the server delivers again what it had. */
  void die() {
    dead = true;
    consumer.leave(this);
    List<Message> lost = new ArrayList<>();
    for (Batch batch : running) {
      lost.addAll(batch.messages);
      if (batch.publishing) {
        consumer.published(batch.messages);
      }
    }
    if (open != null) {
      lost.addAll(open.messages);
    }
    lost.addAll(queue);
    world.agenda().in(world.task().ackWait(), () -> consumer.deliverAgain(lost));
  }

  int requested() {
    return requested;
  }

  int breakerOpenings() {
    return permits.openings();
  }

  void receive(Message message) {
    requested--;
    inFlight++;
    queue.add(message);
  }

  void received() {
    if (open != null && consumer.mapping().window() > 0) {
      fillWithin(open);
    }
    step();
    askForMore();
  }

  private void askForMore() {
    int capacity = consumer.mapping().inFlight();
    int available = capacity - inFlight - requested;
    if (permits.isOpen()) {
      available =
          inFlight + requested > 0 ? 0 : Math.min(available, consumer.mapping().batchSize());
    }
    if (!stopping && !dead && available > 0 && (available >= capacity / 4 || requested == 0)) {
      requested += available;
      consumer.deliver();
    }
  }

  private void step() {
    while (!dead && open == null && !(queue.isEmpty() && retries.isEmpty())) {
      Permits.Permit permit = permits.acquire(world.agenda().now());
      if (permit == null) {
        lookUpLater();
        return;
      }
      Batch again = retries.poll();
      if (again == null) {
        Batch batch = new Batch(permit, world.agenda().now() + consumer.mapping().window());
        open = batch;
        fill(batch);
      } else {
        again.permit = permit;
        invoke(again);
      }
    }
  }

  private void lookUpLater() {
    if (permits.isOpen() && !looksUp) {
      looksUp = true;
      world
          .agenda()
          .in(
              LOOK_UP,
              () -> {
                looksUp = false;
                step();
              });
    }
  }

  private void fill(Batch batch) {
    take(batch);
    if (batch.messages.size() >= consumer.mapping().batchSize()) {
      close(batch);
    } else if (consumer.mapping().window() > 0) {
      fillWithin(batch);
    } else if (permits.isShared()) {
      world
          .agenda()
          .in(
              LINGER,
              () -> {
                take(batch);
                closeAndGoOn(batch);
              });
    } else {
      close(batch);
    }
  }

  private void fillWithin(Batch batch) {
    take(batch);
    long now = world.agenda().now();
    if (batch.messages.size() >= consumer.mapping().batchSize()) {
      close(batch);
      return;
    }
    long quiet = Math.min(LONGEST_QUIET, consumer.mapping().window() / 4);
    long left = Math.max(0, batch.closesAt - now);
    int mine = ++timer;
    world
        .agenda()
        .in(
            consumer.isDrained() ? Math.min(left, quiet) : left,
            () -> {
              if (mine == timer) {
                closeAndGoOn(batch);
              }
            });
  }

  private void take(Batch batch) {
    while (!queue.isEmpty() && batch.messages.size() < consumer.mapping().batchSize()) {
      batch.messages.add(queue.remove());
    }
  }

  private void closeAndGoOn(Batch batch) {
    if (open == batch && !dead) {
      close(batch);
      step();
    }
  }

  private void close(Batch batch) {
    timer++;
    open = null;
    running.add(batch);
    invoke(batch);
  }

  private void invoke(Batch batch) {
    cpu.run(
        half(batch),
        () -> {
          if (!dead) {
            batch.permit.begins(world.agenda().now());
            function.invoke(ran -> answered(batch, ran));
          }
        });
  }

  private void answered(Batch batch, boolean ran) {
    if (dead) {
      return;
    }
    batch.permit.ends(ran ? Signal.SUCCEEDED : Signal.THROTTLED, world.agenda().now());
    if (ran) {
      List<Broker.Draft> events = new ArrayList<>();
      for (Message message : batch.messages) {
        if (!consumer.isPublished(message)) {
          world.outcomes().of(consumer.mapping().function(), message, events);
        }
      }
      cpu.run(half(batch) + events.size() * world.task().perOutput(), () -> publish(batch, events));
    } else {
      world.agenda().in(holdDelay(batch.held++), () -> again(batch));
    }
    step();
  }

  private void again(Batch batch) {
    retries.add(batch);
    step();
  }

  private void publish(Batch batch, List<Broker.Draft> events) {
    if (dead) {
      return;
    }
    if (events.isEmpty()) {
      settle(batch);
    } else {
      batch.publishing = true;
      world.broker().publish(events, () -> settle(batch));
    }
  }

  private void settle(Batch batch) {
    if (dead) {
      return;
    }
    running.remove(batch);
    inFlight -= batch.messages.size();
    for (Message message : batch.messages) {
      consumer.settle(message);
      world.record().settled(message, world.agenda().now());
    }
    askForMore();
    step();
  }

  private long half(Batch batch) {
    return (world.task().perInvocation() + batch.messages.size() * world.task().perRecord()) / 2;
  }

  /** As {@code RetryPolicy.holdDelay}. */
  private long holdDelay(int heldBefore) {
    long full = Math.min(LONGEST_HOLD, FIRST_HOLD << Math.min(heldBefore, 10));
    return full / 2 + world.random().nextLong(full - full / 2 + 1);
  }

  private static final class Batch {
    private final List<Message> messages = new ArrayList<>();
    private final long closesAt;
    private Permits.Permit permit;
    private int held;
    private boolean publishing;

    private Batch(Permits.Permit permit, long closesAt) {
      this.permit = permit;
      this.closesAt = closesAt;
    }
  }
}
