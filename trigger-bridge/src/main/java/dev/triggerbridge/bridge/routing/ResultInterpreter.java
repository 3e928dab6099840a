package dev.triggerbridge.bridge.routing;

import dev.triggerbridge.bridge.message.Outcome;
import dev.triggerbridge.bridge.message.RetryClass;
import dev.triggerbridge.bridge.routing.Interpretation.Kind;
import dev.triggerbridge.bridge.routing.Interpretation.PerRecord;
import dev.triggerbridge.bridge.routing.Interpretation.WrongAnswer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Turns a function's answer into one outcome per record, fail-closed: whatever is not clearly
 * success is not success. Pure; thread-safe.
 */
public final class ResultInterpreter {
  private final ResponseFormat format;
  private final OutputSubjects outputs;
  private final SuccessRoute onSuccess;

  /** For one mapping whose results go nowhere. */
  public ResultInterpreter(ResponseFormat format, OutputSubjects outputs) {
    this(format, outputs, SuccessRoute.NONE);
  }

  /** For one mapping. */
  public ResultInterpreter(ResponseFormat format, OutputSubjects outputs, SuccessRoute onSuccess) {
    this.format = format;
    this.outputs = outputs;
    this.onSuccess = onSuccess;
  }

  /** Where the results of processed records go. */
  public SuccessRoute onSuccess() {
    return onSuccess;
  }

  /**
   * Interprets an answer that came without a function error.
   *
   * @param ids of the records of the batch
   */
  public Interpretation interpret(String batchId, List<String> ids, byte[] answer) {
    try {
      return switch (format) {
        case RESULTS -> results(batchId, ids, answer);
        case BATCH_ITEM_FAILURES -> itemFailures(ids, answer);
        case NONE -> allOk(ids);
      };
    } catch (InvalidAnswerException e) {
      return new WrongAnswer(e.kind(), e.getMessage() == null ? "" : e.getMessage());
    } catch (JacksonException e) {
      return new WrongAnswer(Kind.MALFORMED, "the answer is no valid JSON: answer with the schema");
    }
  }

  private Interpretation results(String batchId, List<String> ids, byte[] answer)
      throws InvalidAnswerException {
    Map<String, Outcome> given = new ResultParser(batchId, outputs).parse(answer);
    Set<String> sent = Set.copyOf(ids);
    for (String id : given.keySet()) {
      if (!sent.contains(id)) {
        throw new InvalidAnswerException(
            Kind.UNKNOWN_ID, "the answer has the id " + id + ", which was not in the batch");
      }
    }
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (String id : ids) {
      Outcome outcome = given.get(id);
      outcomes.put(id, outcome == null ? missing() : outcome);
    }
    return new PerRecord(outcomes);
  }

  private static Interpretation itemFailures(List<String> ids, byte[] answer)
      throws InvalidAnswerException {
    Set<String> failed = new HashSet<>(ItemFailuresParser.parse(answer));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    Set<String> sent = Set.copyOf(ids);
    for (String id : failed) {
      if (!sent.contains(id)) {
        throw new InvalidAnswerException(
            Kind.UNKNOWN_ID, "itemIdentifier " + id + " was not in the batch");
      }
    }
    for (String id : ids) {
      outcomes.put(
          id,
          failed.contains(id)
              ? new Outcome.Retry(
                  RetryClass.FAILURE, null, "BATCH_ITEM_FAILURE", "the function reported it failed")
              : new Outcome.Ok(List.of()));
    }
    return new PerRecord(outcomes);
  }

  private static Interpretation allOk(List<String> ids) {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    ids.forEach(id -> outcomes.put(id, new Outcome.Ok(List.of())));
    return new PerRecord(outcomes);
  }

  private static Outcome missing() {
    return new Outcome.Retry(
        RetryClass.FAILURE, null, "MISSING_RESULT", "the answer has no result for this record");
  }
}
