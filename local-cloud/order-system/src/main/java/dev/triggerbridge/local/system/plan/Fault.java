package dev.triggerbridge.local.system.plan;

/** The kinds of trouble a run makes on purpose. Each must have hit at least once. */
public enum Fault {
  DUPLICATE_PUBLISH("orders published twice under another NATS id"),
  FOREIGN_JSON("v1 JSON orders without headers"),
  DECLINED_CARD("orders cancelled because the card was declined"),
  SOLD_OUT("orders cancelled because an item sold out"),
  NEVER_ANSWERED("orders cancelled at their deadline because inventory never answered"),
  GATEWAY_THROTTLED("gateway answers 429"),
  GATEWAY_UNAVAILABLE("gateway answers 503"),
  GATEWAY_DROPPED("gateway charges whose connection was dropped"),
  POISON("poison messages in the dead letters"),
  FUNCTION_KILLED("function processes killed after their write"),
  BRIDGE_KILLED("bridge killed between PubAck and ack");

  private final String meaning;

  Fault(String meaning) {
    this.meaning = meaning;
  }

  /** What is counted, for people. */
  public String meaning() {
    return meaning;
  }
}
