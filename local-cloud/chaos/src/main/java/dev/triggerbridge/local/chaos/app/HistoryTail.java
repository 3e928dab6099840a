package dev.triggerbridge.local.chaos.app;

import dev.triggerbridge.local.chaos.history.History;
import dev.triggerbridge.local.gateway.Ledger;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.time.Instant;
import java.util.Map;

/** Adds to a history what is only known at the end: every event, every charge, every verdict. */
final class HistoryTail {
  private HistoryTail() {}

  static void write(History history, ChaosRun.Outcome run, Ledger ledger) {
    for (StreamContent stream : run.snapshot().streams()) {
      for (StreamMessage message : stream.messages()) {
        if (message.time().isAfter(run.begin().minusSeconds(1))) {
          String id = message.header("Nats-Msg-Id");
          history.note(
              message.time(),
              "stored",
              Map.of(
                  "position",
                  message.stream() + "/" + message.sequence(),
                  "subject",
                  message.subject(),
                  "id",
                  id == null ? "" : id));
        }
      }
    }
    String prefix = run.plan().runId() + "-";
    ledger.charges().stream()
        .filter(charge -> charge.orderId().startsWith(prefix))
        .forEach(
            charge ->
                history.note(
                    Instant.ofEpochMilli(charge.at()),
                    "charged",
                    Map.of("order", charge.orderId(), "key", charge.key())));
    ledger.refunds().stream()
        .filter(refund -> refund.orderId().startsWith(prefix))
        .forEach(
            refund ->
                history.note(
                    Instant.ofEpochMilli(refund.at()),
                    "refunded",
                    Map.of("order", refund.orderId(), "key", refund.key())));
    for (Verdict verdict : run.verdicts()) {
      history.note(
          "verdict",
          Map.of(
              "invariant", verdict.name(), "holds", verdict.holds(), "detail", verdict.detail()));
    }
  }
}
