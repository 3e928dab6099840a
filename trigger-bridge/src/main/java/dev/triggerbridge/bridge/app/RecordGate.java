package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.filter.FilterCriteria;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.schema.SchemaCheck;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Criteria and schema of a mapping before its function. What the criteria exclude by subject or
 * headers need not be valid; what is invalid is not excluded by its payload.
 */
record RecordGate(Optional<FilterCriteria> criteria, Optional<SchemaCheck> schema)
    implements RecordFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RecordGate.class);
  private static final String INVALID = "INVALID_PAYLOAD";

  @Override
  public Verdict examine(Delivery delivery) {
    try {
      if (schema.isPresent()) {
        if (criteria.isPresent() && !criteria.get().acceptsApartFromData(delivery)) {
          return new Verdict.Filtered(false);
        }
        Optional<SchemaCheck.Violation> violation = schema.get().violation(delivery);
        if (violation.isPresent()) {
          return new Verdict.Invalid(
              INVALID, violation.get().field() + ": " + violation.get().reason());
        }
      }
      return criteria.map(filters -> filtered(filters, delivery)).orElse(Verdict.ACCEPTED);
    } catch (RuntimeException bug) {
      // A record too many does no harm; one too few is lost.
      LOG.error("{} could not be examined and goes to the function", delivery.id(), bug);
      return Verdict.ACCEPTED;
    }
  }

  private static Verdict filtered(FilterCriteria filters, Delivery delivery) {
    FilterCriteria.Evaluation evaluation = filters.evaluate(delivery);
    return evaluation.accepted()
        ? Verdict.ACCEPTED
        : new Verdict.Filtered(evaluation.formatMismatch());
  }
}
