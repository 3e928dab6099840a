package dev.triggerbridge.local.system.check;

import dev.triggerbridge.local.system.snapshot.StreamContent;
import dev.triggerbridge.local.system.snapshot.StreamMessage;
import java.util.ArrayList;
import java.util.List;

/** No stream dropped a message: without this the other invariants would look at a part only. */
final class StreamsAreWhole implements Invariant {
  @Override
  public Verdict check(Evidence evidence) {
    List<String> violations = new ArrayList<>();
    long messages = 0;
    for (StreamContent stream : evidence.snapshot().streams()) {
      long expected = 1;
      for (StreamMessage message : stream.messages()) {
        if (message.sequence() != expected) {
          violations.add(
              "%s lacks %d to %d".formatted(stream.name(), expected, message.sequence() - 1));
        }
        expected = message.sequence() + 1;
        messages++;
      }
      if (expected != stream.lastSequence() + 1) {
        violations.add(
            "%s lacks %d to %d".formatted(stream.name(), expected, stream.lastSequence()));
      }
    }
    return Verdict.of("streams kept every message", violations, messages + " messages");
  }
}
