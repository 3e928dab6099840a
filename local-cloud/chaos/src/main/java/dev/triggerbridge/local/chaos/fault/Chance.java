package dev.triggerbridge.local.chaos.fault;

import java.util.Random;

/** Decides which of many requests a fault strikes: the first always, others by chance. */
final class Chance {
  private final Random random;
  private final double share;
  private boolean struck;

  Chance(long seed, double share) {
    this.random = new Random(seed);
    this.share = share;
  }

  synchronized boolean strikes() {
    boolean strikes = !struck || random.nextDouble() < share;
    struck |= strikes;
    return strikes;
  }

  synchronized int below(int bound) {
    return random.nextInt(bound);
  }
}
