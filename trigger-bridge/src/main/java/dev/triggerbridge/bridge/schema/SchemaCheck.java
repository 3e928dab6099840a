package dev.triggerbridge.bridge.schema;

import dev.triggerbridge.bridge.message.Delivery;
import java.util.Optional;

/** Says whether a payload is what its mapping expects. Thread-safe; must not block. */
public interface SchemaCheck {
  /** Finds what is wrong; empty if nothing is. */
  Optional<Violation> violation(Delivery delivery);

  /**
   * Why a payload is invalid.
   *
   * @param field where in the payload; {@code payload} for the whole
   * @param reason what is wrong there; may quote the payload, so it belongs in no log
   */
  record Violation(String field, String reason) {
    /** Of the payload as a whole. */
    static Optional<Violation> whole(String reason) {
      return Optional.of(new Violation("payload", reason));
    }
  }
}
