package dev.triggerbridge.local.gateway;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One executed request, as journalled: its effect and the answer saved under its key are one
 * record, so that neither can survive without the other.
 *
 * @param key empty if the client gave none; then no answer is saved
 * @param fingerprint of the request's endpoint and parameters
 * @param at epoch milliseconds
 * @param status saved HTTP status
 * @param body saved JSON
 * @param intent as the request left it, or null if it changed none
 */
record Entry(
    String key,
    String fingerprint,
    long at,
    int status,
    String body,
    @Nullable Intent intent,
    Ledger.@Nullable Charge charge,
    Ledger.@Nullable Decline decline,
    Ledger.@Nullable Refund refund) {

  /** A request that changed an intent and moved nothing. */
  static Entry changed(String key, String fingerprint, Answer answer, Intent intent) {
    return of(key, fingerprint, answer, intent.changedAt(), intent, null, null, null);
  }

  static Entry charged(
      String key, String fingerprint, Answer answer, Intent intent, Ledger.Charge charge) {
    return of(key, fingerprint, answer, charge.at(), intent, charge, null, null);
  }

  static Entry declined(
      String key, String fingerprint, Answer answer, Intent intent, Ledger.Decline decline) {
    return of(key, fingerprint, answer, decline.at(), intent, null, decline, null);
  }

  static Entry refunded(String key, String fingerprint, Answer answer, Ledger.Refund refund) {
    return of(key, fingerprint, answer, refund.at(), null, null, null, refund);
  }

  static Entry answered(String key, String fingerprint, Answer answer, long at) {
    return of(key, fingerprint, answer, at, null, null, null, null);
  }

  private static Entry of(
      String key,
      String fingerprint,
      Answer answer,
      long at,
      @Nullable Intent intent,
      Ledger.@Nullable Charge charge,
      Ledger.@Nullable Decline decline,
      Ledger.@Nullable Refund refund) {
    return new Entry(
        key, fingerprint, at, answer.status(), answer.body(), intent, charge, decline, refund);
  }

  /** Whether something changed that an answer which is lost would hide; a decline moves nothing. */
  boolean hasEffect() {
    return charge != null || refund != null || (intent != null && decline == null);
  }

  Entry withAnswer(Answer answer) {
    return of(key, fingerprint, answer, at, intent, charge, decline, refund);
  }

  Answer answer() {
    return new Answer(status, body, Map.of());
  }
}
