package dev.triggerbridge.bridge.routing;

import dev.triggerbridge.bridge.message.Outcome;
import java.util.Map;

/** What a function's answer meant. */
public sealed interface Interpretation {
  /**
   * An outcome for every record of the batch.
   *
   * @param outcomes by record id
   */
  record PerRecord(Map<String, Outcome> outcomes) implements Interpretation {}

  /**
   * The answer cannot be trusted for any record.
   *
   * @param kind bounded: a label of the metric
   * @param message for people
   */
  record WrongAnswer(Kind kind, String message) implements Interpretation {}

  /** Kinds of wrong answers. */
  enum Kind {
    /** No JSON object of the expected schema. */
    MALFORMED,
    /** Another batch's answer. */
    WRONG_BATCH,
    /** A result for a record that was not in the batch. */
    UNKNOWN_ID,
    /** A failed item without a usable identifier. */
    INVALID_IDENTIFIER,
    /** Two results for one record. */
    DUPLICATE_ID,
    /** An event outside the mapping's outputSubjects, or with a reserved header. */
    FORBIDDEN_EVENT,
    /** A result whose fields contradict each other or the schema. */
    INVALID_RESULT
  }
}
