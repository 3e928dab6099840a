package dev.triggerbridge.local.chaos.fault;

import dev.triggerbridge.local.chaos.plan.PlannedFault;
import dev.triggerbridge.local.chaos.stack.ChaosStack;
import dev.triggerbridge.local.gateway.FaultKind;
import dev.triggerbridge.local.process.Processes;
import dev.triggerbridge.local.proxy.Direction;
import dev.triggerbridge.local.proxy.TcpProxy;
import dev.triggerbridge.local.system.snapshot.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Makes planned faults real on a stack. */
public final class Faults {
  private static final double MOST = 0.7;
  private static final double SOME = 0.3;
  private static final Duration PER_CHUNK = Duration.ofMillis(40);

  private final ChaosStack stack;
  private final Supplier<Set<Position>> poison;
  private final Sightings sightings;
  private final long seed;

  /**
   * Faults of one run.
   *
   * @param poison positions of poison that must not be copied
   * @param sightings of the stack's invocations
   */
  public Faults(ChaosStack stack, Supplier<Set<Position>> poison, Sightings sightings, long seed) {
    this.stack = stack;
    this.poison = poison;
    this.sightings = sightings;
    this.seed = seed;
  }

  /** The fault, about to begin. */
  public Fault of(PlannedFault planned) {
    String target = planned.target();
    return switch (planned.kind()) {
      case BRIDGE_KILLED -> new BridgeKilled(stack.bridge());
      case BRIDGE_PAUSED -> new Paused(this::stopBridge);
      case ZOMBIE_BRIDGE ->
          new SecondReplica(stack, SecondReplica.Departure.ORDERLY, /* firstStops= */ true);
      case REPLICA_LEFT ->
          new SecondReplica(stack, SecondReplica.Departure.ORDERLY, /* firstStops= */ false);
      case REPLICA_KILLED ->
          new SecondReplica(stack, SecondReplica.Departure.KILLED, /* firstStops= */ false);
      case FUNCTION_KILLED -> new FunctionKilled(stack.functions(), target);
      case FUNCTION_PAUSED ->
          new Paused(() -> stack.functions().stopBusy(target, FunctionKilled.PATIENCE).orElse(0L));
      case ZOMBIE_FUNCTION -> new ZombieFunction(stack, target, sightings);
      case NATS_KILLED -> new NatsKilled(() -> stack.nats().servers().getFirst());
      case NATS_PAUSED -> new NatsPaused(stack.nats().servers().getFirst());
      case LEADER_KILLED -> new NatsKilled(new StreamNodes(stack, target)::leader);
      case NODE_KILLED -> new NatsKilled(new StreamNodes(stack, target)::follower);
      case CONNECTIONS_CUT -> new BrokenConnections(link(target), TcpProxy::cut);
      case CONNECTIONS_RESET -> new BrokenConnections(link(target), TcpProxy::reset);
      case CONNECTIONS_SLOW ->
          new BrokenConnections(link(target), proxy -> proxy.slow(direction(), PER_CHUNK));
      case CONNECTIONS_HALF_OPEN ->
          new BrokenConnections(link(target), proxy -> proxy.halfOpen(direction()));
      case DYNAMODB_THROTTLED ->
          new SpoiltAnswers(stack.dynamoDbEndpoint().http(), DynamoDbRules.throttled(chance(MOST)));
      case DYNAMODB_CONFLICTS ->
          new SpoiltAnswers(stack.dynamoDbEndpoint().http(), DynamoDbRules.conflicts(chance(MOST)));
      case DYNAMODB_ANSWERS_LOST ->
          new SpoiltAnswers(
              stack.dynamoDbEndpoint().http(), DynamoDbRules.answersLost(chance(SOME)));
      case S3_CONFLICTS ->
          new SpoiltAnswers(stack.s3Endpoint().http(), S3Rules.conflicts(chance(MOST)));
      case S3_UNAVAILABLE ->
          new SpoiltAnswers(stack.s3Endpoint().http(), S3Rules.unavailable(chance(MOST)));
      case S3_ANSWERS_LOST ->
          new SpoiltAnswers(stack.s3Endpoint().http(), S3Rules.answersLost(chance(MOST)));
      case GATEWAY_THROTTLED -> gateway(FaultKind.RATE_429);
      case GATEWAY_UNAVAILABLE -> gateway(FaultKind.RATE_503);
      case GATEWAY_SLOW -> gateway(FaultKind.SLOW);
      case GATEWAY_DROPPED -> gateway(FaultKind.DROP_AFTER_CHARGE);
      case GATEWAY_OUTAGE -> new BrokenConnections(link("function-gateway"), TcpProxy::cut);
      case EVENTS_REPEATED -> new EventsRepeated(stack, poison.get(), seed);
      case CLOCK_STEPPED -> new ClockStepped(stack, target);
      case STORE_FULL -> new StoreFull(stack, target);
      case DISK_FULL -> new DiskFull(stack);
    };
  }

  private long stopBridge() throws IOException {
    long pid = stack.bridge().pid();
    Processes.stop(pid);
    return pid;
  }

  private List<TcpProxy> link(String target) {
    return switch (target) {
      case "bridge-nats" -> stack.nats().proxies();
      case "function-dynamodb" -> List.of(stack.dynamoDbEndpoint().tcp());
      case "function-gateway" -> List.of(stack.gatewayEndpoint().tcp());
      case "bridge-lambda" -> List.of(stack.bridge().lambda().tcp());
      default -> throw new IllegalArgumentException("there is no link " + target);
    };
  }

  private Direction direction() {
    Direction[] all = Direction.values();
    return all[(int) Math.floorMod(seed, (long) all.length)];
  }

  private Chance chance(double share) {
    return new Chance(seed, share);
  }

  private Fault gateway(FaultKind kind) {
    return new GatewayTrouble(stack.gateway().faults(), kind);
  }
}
