package dev.triggerbridge.bridge.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What holds after every story, whatever was broken in it: nothing is lost, nothing was acked
 * before it was processed, and every record met exactly one fate.
 */
final class Promises {
  private Promises() {}

  static void check(Rig rig, List<Long> published) {
    noLoss(rig, published);
    ackOnlyAfterSuccess(rig);
    oneFate(rig, published);
  }

  /** Every record was processed by the function or is in the dead letters. */
  private static void noLoss(Rig rig, List<Long> published) {
    Set<Long> dead = new HashSet<>(rig.deadLetters());
    assertThat(published)
        .allSatisfy(
            sequence ->
                assertThat(rig.lambda().log().hasProcessed(sequence) || dead.contains(sequence))
                    .as("record %d was processed or dead-lettered", sequence)
                    .isTrue());
  }

  private static void ackOnlyAfterSuccess(Rig rig) {
    assertThat(rig.spy().violations()).isEmpty();
  }

  /**
   * Order by subject: when a record reached the function, every earlier record of its subject was
   * processed or is a dead letter; and no subject was in two invocations at once.
   */
  static void keptOrder(Rig rig, Map<Long, String> published) {
    Set<Long> dead = new HashSet<>(rig.deadLetters());
    InvocationLog log = rig.lambda().log();
    for (InvocationLog.Start start : log.starts()) {
      published.forEach(
          (sequence, subject) -> {
            if (sequence < start.sequence() && subject.equals(start.subject())) {
              assertThat(log.hasProcessed(sequence, start.answers()) || dead.contains(sequence))
                  .as("%d of %s went before %d", sequence, subject, start.sequence())
                  .isTrue();
            }
          });
    }
  }

  /** Acked or terminated, never both; terminated only what is in the dead letters. */
  private static void oneFate(Rig rig, List<Long> published) {
    Set<Long> dead = new HashSet<>(rig.deadLetters());
    for (long sequence : published) {
      boolean acked = rig.spy().isAcked(sequence);
      boolean terminated = rig.spy().isTerminated(sequence);
      assertThat(acked && terminated).as("record %d acked and terminated", sequence).isFalse();
      if (terminated) {
        assertThat(dead).as("terminated records are in the dead letters").contains(sequence);
      }
      if (acked) {
        assertThat(dead).as("acked records are no dead letters").doesNotContain(sequence);
      }
    }
  }
}
