package dev.triggerbridge.local.chaos.app;

import java.util.Map;

/** placeholder */
final class OutageFigures {
  private OutageFigures() {}

  static Map<String, Double> of(ChaosRun.Outcome run) {
    return Map.of();
  }
}
