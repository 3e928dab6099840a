package dev.triggerbridge.local.gateway;

import java.util.Arrays;

/** A way in which the gateway can misbehave, named as in {@code /faults}. */
public enum FaultKind {
  /** 429 with Retry-After; nothing is executed or saved under the key. */
  RATE_429("rate429", Stage.FRONT),
  /** 503; nothing is executed or saved under the key. */
  RATE_503("rate503", Stage.FRONT),
  /** The connection is dropped before anything is executed. */
  DROP_BEFORE("dropBefore", Stage.FRONT),
  /** Executes after {@code slowMs}, which is meant to be longer than the client waits. */
  SLOW("slow", Stage.EXECUTING),
  /** 500, saved under the key, and nothing is done. */
  ERROR_BEFORE("error500BeforeEffect", Stage.EXECUTING),
  /** It is done, yet the answer, saved under the key, is 500. */
  ERROR_AFTER("error500AfterEffect", Stage.EFFECT),
  /** The intent is created, then the connection is dropped. */
  DROP_AFTER_CREATE("dropAfterCreate", Stage.EFFECT),
  /** The charge is made, then the connection is dropped. */
  DROP_AFTER_CHARGE("dropAfterCharge", Stage.EFFECT),
  /** The intent is cancelled, then the connection is dropped. */
  DROP_AFTER_CANCEL("dropAfterCancel", Stage.EFFECT),
  /** The refund is made, then the connection is dropped. */
  DROP_AFTER_REFUND("dropAfterRefund", Stage.EFFECT);

  private final String jsonName;
  private final Stage stage;

  FaultKind(String jsonName, Stage stage) {
    this.jsonName = jsonName;
    this.stage = stage;
  }

  /** The name in JSON. */
  public String jsonName() {
    return jsonName;
  }

  Stage stage() {
    return stage;
  }

  boolean appliesTo(Operation operation) {
    return switch (this) {
      case DROP_AFTER_CREATE -> operation == Operation.CREATE;
      case DROP_AFTER_CHARGE -> operation == Operation.CONFIRM;
      case DROP_AFTER_CANCEL -> operation == Operation.CANCEL;
      case DROP_AFTER_REFUND -> operation == Operation.REFUND;
      case RATE_429, RATE_503, DROP_BEFORE, SLOW, ERROR_BEFORE, ERROR_AFTER -> true;
    };
  }

  /**
   * The kind of that name.
   *
   * @throws IllegalArgumentException naming the known ones
   */
  public static FaultKind named(String jsonName) {
    return Arrays.stream(values())
        .filter(kind -> kind.jsonName.equals(jsonName))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "fault '%s' is unknown: use one of %s"
                        .formatted(
                            jsonName,
                            String.join(
                                ", ", Arrays.stream(values()).map(FaultKind::jsonName).toList()))));
  }

  /** When in the life of a request a fault strikes. */
  enum Stage {
    FRONT,
    EXECUTING,
    EFFECT
  }
}
