package dev.triggerbridge.local.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One executed request, as journalled: its effect and the answer saved under its key are one
 * record, so that neither can survive without the other.
 *
 * @param key empty if the client gave none; then no answer is saved
 * @param fingerprint of the request's parameters
 * @param at epoch milliseconds
 * @param status saved HTTP status
 * @param body saved JSON
 */
record Entry(
    String key,
    String fingerprint,
    long at,
    int status,
    String body,
    Ledger.@Nullable Charge charge,
    Ledger.@Nullable Decline decline,
    Ledger.@Nullable Refund refund) {

  static Entry charged(String key, String fingerprint, Answer answer, Ledger.Charge charge) {
    return new Entry(
        key, fingerprint, charge.at(), answer.status(), answer.body(), charge, null, null);
  }

  static Entry declined(String key, String fingerprint, Answer answer, Ledger.Decline decline) {
    return new Entry(
        key, fingerprint, decline.at(), answer.status(), answer.body(), null, decline, null);
  }

  static Entry refunded(String key, String fingerprint, Answer answer, Ledger.Refund refund) {
    return new Entry(
        key, fingerprint, refund.at(), answer.status(), answer.body(), null, null, refund);
  }

  static Entry answered(String key, String fingerprint, Answer answer, long at) {
    return new Entry(key, fingerprint, at, answer.status(), answer.body(), null, null, null);
  }

  Entry withAnswer(Answer answer) {
    return new Entry(key, fingerprint, at, answer.status(), answer.body(), charge, decline, refund);
  }

  Answer answer() {
    return new Answer(status, body, Map.of());
  }
}
