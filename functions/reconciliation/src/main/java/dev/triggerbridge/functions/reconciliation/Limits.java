package dev.triggerbridge.functions.reconciliation;

import java.time.Duration;

/**
 * What is looked at.
 *
 * @param window how far back charges and rows are compared; 7 days by default. What the payment
 *     function left open or on hold is listed whatever its age
 * @param grace what changed more recently on either side is in flight and no difference; 15 minutes
 *     by default, longer than a retry of the bridge and a lease take together
 * @param open after which time a payment without a definite state is listed; an hour by default
 */
record Limits(Duration window, Duration grace, Duration open) {
  static final Limits DEFAULT =
      new Limits(Duration.ofDays(7), Duration.ofMinutes(15), Duration.ofHours(1));

  Limits {
    requirePositive("window", window);
    requirePositive("open-after", open);
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is %s: give zero or more".formatted(grace));
    }
    if (window.compareTo(grace) <= 0) {
      throw new IllegalArgumentException(
          "window is %s and not longer than grace, %s: give a longer one".formatted(window, grace));
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "%s is %s: give a duration such as PT1H".formatted(name, value));
    }
  }
}
