package dev.triggerbridge.bridge.nats;

import io.nats.client.api.ConsumerConfiguration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an existing consumer differs from what is configured. */
final class ConsumerDrift {
  private ConsumerDrift() {}

  /** One sentence per setting that is about to be changed, with both values. */
  static List<String> between(ConsumerConfiguration actual, ConsumerConfiguration wanted) {
    List<String> drift = new ArrayList<>();
    compare(drift, "ack_wait", actual.getAckWait(), wanted.getAckWait());
    compare(drift, "max_deliver", actual.getMaxDeliver(), wanted.getMaxDeliver());
    compare(drift, "max_ack_pending", actual.getMaxAckPending(), wanted.getMaxAckPending());
    compare(drift, "backoff", actual.getBackoff(), wanted.getBackoff());
    compare(drift, "filter_subjects", filters(actual), filters(wanted));
    return drift;
  }

  private static Set<String> filters(ConsumerConfiguration configuration) {
    List<String> subjects = configuration.getFilterSubjects();
    return subjects == null ? Set.of() : new HashSet<>(subjects);
  }

  private static void compare(
      List<String> drift, String setting, @Nullable Object actual, @Nullable Object wanted) {
    if (!Objects.equals(actual, wanted)) {
      drift.add("%s was %s, is made %s".formatted(setting, actual, wanted));
    }
  }
}
