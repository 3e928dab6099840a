package dev.triggerbridge.bridge.dispatch;

import dev.triggerbridge.bridge.lanes.KeyReader;
import dev.triggerbridge.bridge.lanes.OrderKey;
import dev.triggerbridge.bridge.message.Delivery;

/** Refuses records whose key cannot be read: they might overtake one of their own. */
final class KeyFilter implements RecordFilter {
  private final RecordFilter filter;
  private final KeyReader keys;

  KeyFilter(RecordFilter filter, KeyReader keys) {
    this.filter = filter;
    this.keys = keys;
  }

  @Override
  public Verdict examine(Delivery delivery) {
    Verdict verdict = filter.examine(delivery);
    return verdict instanceof Verdict.Accepted
            && keys.read(delivery) instanceof OrderKey.Unreadable unreadable
        ? new Verdict.Invalid("ORDER_KEY_UNREADABLE", unreadable.message())
        : verdict;
  }
}
