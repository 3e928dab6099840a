package dev.triggerbridge.local.chaos.plan;

import static dev.triggerbridge.local.chaos.plan.FaultKind.*;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A choice of faults that belong together, and the servers that they need. */
public enum Scenario {
  KILL("whatever runs is killed", BRIDGE_KILLED, FUNCTION_KILLED, NATS_KILLED),
  PAUSE(
      "whatever runs is stopped, outlives its deadlines, and returns",
      BRIDGE_PAUSED,
      FUNCTION_PAUSED,
      NATS_PAUSED,
      ZOMBIE_BRIDGE,
      ZOMBIE_FUNCTION),
  REPLICAS("a second bridge comes and goes", REPLICA_LEFT, REPLICA_KILLED, ZOMBIE_BRIDGE),
  NETWORK(
      "connections break in every way",
      CONNECTIONS_CUT,
      CONNECTIONS_RESET,
      CONNECTIONS_SLOW,
      CONNECTIONS_HALF_OPEN),
  CLUSTER(
      "three nats-servers lose a leader and a follower, among other trouble",
      LEADER_KILLED,
      NODE_KILLED,
      BRIDGE_KILLED,
      REPLICA_KILLED,
      ZOMBIE_BRIDGE,
      CONNECTIONS_CUT),
  DYNAMODB(
      "DynamoDB refuses, conflicts and loses answers",
      DYNAMODB_THROTTLED,
      DYNAMODB_CONFLICTS,
      DYNAMODB_ANSWERS_LOST),
  GATEWAY(
      "the payment gateway misbehaves in every way",
      FaultKind.GATEWAY_THROTTLED,
      FaultKind.GATEWAY_UNAVAILABLE,
      GATEWAY_SLOW,
      FaultKind.GATEWAY_DROPPED,
      FaultKind.GATEWAY_OUTAGE),
  S3("S3 refuses, conflicts and loses answers", S3_CONFLICTS, S3_UNAVAILABLE, S3_ANSWERS_LOST),
  PUBLISH("everything is published again in another order", EVENTS_REPEATED, BRIDGE_KILLED),
  STORE("the streams are full", STORE_FULL, BRIDGE_KILLED),
  DISK("the disk under the streams is full", FaultKind.DISK_FULL, BRIDGE_KILLED),
  CLOCK("the clocks of the functions jump", CLOCK_STEPPED, ZOMBIE_FUNCTION),
  MIXED("anything that one nats-server can meet", mixed()),
  QUICK(
      "one of each kind that takes little time",
      BRIDGE_KILLED,
      FUNCTION_KILLED,
      NATS_KILLED,
      DYNAMODB_ANSWERS_LOST,
      DYNAMODB_CONFLICTS,
      FaultKind.GATEWAY_DROPPED,
      S3_CONFLICTS,
      CONNECTIONS_CUT,
      EVENTS_REPEATED),
  GATEWAY_OUTAGE(
      "a long outage of the gateway while orders come in steadily", FaultKind.GATEWAY_OUTAGE);

  private final String meaning;
  private final Set<FaultKind> menu;

  Scenario(String meaning, FaultKind... menu) {
    this(meaning, EnumSet.copyOf(Arrays.asList(menu)));
  }

  Scenario(String meaning, Set<FaultKind> menu) {
    this.meaning = meaning;
    this.menu = menu;
  }

  /** What it is about, for people. */
  public String meaning() {
    return meaning;
  }

  /** The kinds of fault that it draws from. */
  public Set<FaultKind> menu() {
    return EnumSet.copyOf(menu);
  }

  /** The name on the command line: {@code gateway-outage}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it needs three servers. */
  public boolean clustered() {
    return this == CLUSTER;
  }

  /** Whether its streams need a disk that can be filled. */
  public boolean needsSmallDisk() {
    return this == DISK;
  }

  /** Whether it needs function processes whose clock can be set. */
  public boolean needsClocks() {
    return this == CLOCK;
  }

  /** The scenario of that name. */
  public static Optional<Scenario> named(String label) {
    return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
  }

  /**
   * What {@code all} goes through, again and again: those that share servers stand together, and
   * the one of everything comes most often.
   */
  public static List<Scenario> rotation() {
    List<Scenario> rotation = new ArrayList<>();
    for (Scenario one :
        List.of(KILL, PAUSE, REPLICAS, NETWORK, DYNAMODB, GATEWAY, S3, PUBLISH, STORE)) {
      rotation.add(one);
      rotation.add(MIXED);
    }
    rotation.addAll(List.of(CLUSTER, CLUSTER, CLUSTER, CLOCK, CLOCK, DISK, DISK));
    return rotation;
  }

  private static Set<FaultKind> mixed() {
    Set<FaultKind> kinds = EnumSet.allOf(FaultKind.class);
    kinds.removeAll(EnumSet.of(LEADER_KILLED, NODE_KILLED, CLOCK_STEPPED, FaultKind.DISK_FULL));
    return kinds;
  }
}
