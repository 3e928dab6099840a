package dev.triggerbridge.local.chaos.plan;

import java.util.List;
import java.util.Locale;

/** The kinds of trouble, with what each can be aimed at and for how long it lasts. */
public enum FaultKind {
  BRIDGE_KILLED("SIGKILL of the bridge", 0, 1),
  FUNCTION_KILLED("SIGKILL of a busy function process", 0, 1, Targets.FUNCTIONS),
  NATS_KILLED("SIGKILL of nats-server, started again after a while", 500, 3_000),
  BRIDGE_PAUSED("SIGSTOP of the bridge for longer than ack_wait", 3_000, 6_000),
  FUNCTION_PAUSED(
      "SIGSTOP of a busy function process for longer than the payment lease",
      5_000,
      7_000,
      Targets.FUNCTIONS),
  NATS_PAUSED("SIGSTOP of nats-server for longer than ack_wait", 3_000, 5_000),
  ZOMBIE_BRIDGE("a stopped bridge returns after another replica took over", 4_000, 6_000),
  ZOMBIE_FUNCTION(
      "a function process stopped in mid-invocation returns after the bridge was killed and another"
          + " process did its work",
      6_000,
      8_000,
      List.of("payment", "inventory", "order")),
  REPLICA_LEFT("a second bridge joins and leaves in order", 3_000, 5_000),
  REPLICA_KILLED("a second bridge joins and is killed", 3_000, 5_000),
  CONNECTIONS_CUT("connections closed, new ones at once", 1_000, 3_000, Targets.LINKS),
  CONNECTIONS_RESET("connections reset, new ones at once", 1_000, 2_000, Targets.LINKS),
  CONNECTIONS_SLOW("every chunk of bytes waits", 2_000, 4_000, Targets.LINKS),
  CONNECTIONS_HALF_OPEN("bytes vanish and nobody is told", 2_000, 4_000, Targets.LINKS),
  LEADER_KILLED("SIGKILL of the node that leads the stream", 1_000, 4_000, Targets.STREAMS),
  NODE_KILLED("SIGKILL of a node that follows", 1_000, 4_000, Targets.STREAMS),
  DYNAMODB_THROTTLED("DynamoDB answers that its throughput is exceeded", 1_500, 3_000),
  DYNAMODB_CONFLICTS("DynamoDB answers transaction conflicts", 1_500, 3_000),
  DYNAMODB_ANSWERS_LOST("DynamoDB writes, and its answer is lost", 2_000, 4_000),
  GATEWAY_THROTTLED("the gateway answers 429", 1_500, 3_000),
  GATEWAY_UNAVAILABLE("the gateway answers 503", 1_500, 3_000),
  GATEWAY_SLOW("the gateway charges and answers too late", 2_000, 4_000),
  GATEWAY_DROPPED("the gateway charges and drops the connection", 2_000, 4_000),
  GATEWAY_OUTAGE("nobody reaches the gateway", 6_000, 12_000),
  S3_CONFLICTS("S3 answers 409 to a conditional write", 1_500, 3_000),
  S3_UNAVAILABLE("S3 answers 503", 1_500, 3_000),
  S3_ANSWERS_LOST("S3 writes, and its answer is lost", 2_000, 4_000),
  EVENTS_REPEATED("stored events published again, shuffled, under new ids", 0, 1),
  CLOCK_STEPPED("the clocks of all function processes jump", 4_000, 6_000, Targets.STEPS),
  STORE_FULL(
      "the stream's limit is reached, so that publishes are refused",
      3_000,
      5_000,
      Targets.STREAMS),
  DISK_FULL("no space is left on the disk under all streams", 3_000, 5_000);

  private final String meaning;
  private final int shortestMillis;
  private final int longestMillis;
  private final List<String> targets;

  FaultKind(String meaning, int shortestMillis, int longestMillis) {
    this(meaning, shortestMillis, longestMillis, List.of(""));
  }

  FaultKind(String meaning, int shortestMillis, int longestMillis, List<String> targets) {
    this.meaning = meaning;
    this.shortestMillis = shortestMillis;
    this.longestMillis = longestMillis;
    this.targets = targets;
  }

  /** What happens, for people. */
  public String meaning() {
    return meaning;
  }

  /** The name in results and on the command line: {@code bridge-killed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  int shortestMillis() {
    return shortestMillis;
  }

  int longestMillis() {
    return longestMillis;
  }

  /** What it can be aimed at; one empty text if there is no choice. */
  public List<String> targets() {
    return targets;
  }

  private static final class Targets {
    static final List<String> FUNCTIONS = List.of("order", "payment", "inventory", "audit");
    static final List<String> LINKS =
        List.of("bridge-nats", "function-dynamodb", "function-gateway", "bridge-lambda");
    static final List<String> STREAMS = List.of("ORDERS", "PAYMENTS", "INVENTORY");
    static final List<String> STEPS = List.of("+600", "-600", "+45", "-45");
  }
}
