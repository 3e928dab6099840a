package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.dispatch.RecordFilter;
import dev.triggerbridge.bridge.filter.FilterCriteria;
import dev.triggerbridge.bridge.message.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets dispatch filter by criteria although neither package knows the other. */
record CriteriaFilter(FilterCriteria criteria) implements RecordFilter {
  private static final Logger LOG = LoggerFactory.getLogger(CriteriaFilter.class);

  @Override
  public Verdict examine(Delivery delivery) {
    try {
      FilterCriteria.Evaluation evaluation = criteria.evaluate(delivery);
      return evaluation.accepted()
          ? Verdict.ACCEPTED
          : new Verdict.Filtered(evaluation.formatMismatch());
    } catch (RuntimeException bug) {
      // A record too many does no harm; one too few is lost.
      LOG.error("{} could not be filtered and goes to the function", delivery.id(), bug);
      return Verdict.ACCEPTED;
    }
  }
}
