package dev.triggerbridge.local.system.check;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One order as the streams tell it.
 *
 * @param orderId order
 * @param foreign whether it came as orders.created from somebody else
 * @param requests times at which the requests for it were stored, ascending; two if published twice
 * @param wanted pieces by SKU, equal SKUs merged
 * @param totalMinor total in minor units
 * @param currency ISO 4217 code of the total
 * @param confirmations first time of each distinct orders.confirmed.v1, by message id
 * @param cancellations reason of each distinct orders.cancelled.v1, by message id
 * @param ended first time of a final event, or null
 * @param subjects subjects on which anything about it was seen
 */
public record OrderHistory(
    String orderId,
    boolean foreign,
    List<Instant> requests,
    Map<String, Long> wanted,
    long totalMinor,
    String currency,
    Map<String, Instant> confirmations,
    Map<String, String> cancellations,
    @Nullable Instant ended,
    Set<String> subjects) {
  /** Copies the collections. */
  public OrderHistory {
    requests = List.copyOf(requests);
    wanted = new LinkedHashMap<>(wanted);
    confirmations = new LinkedHashMap<>(confirmations);
    cancellations = new LinkedHashMap<>(cancellations);
    subjects = Set.copyOf(subjects);
  }

  /** Whether it was cancelled for this reason. */
  public boolean cancelledBecause(String reason) {
    return cancellations.containsValue(reason);
  }
}
