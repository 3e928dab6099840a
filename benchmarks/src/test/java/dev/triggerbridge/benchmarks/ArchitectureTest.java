package dev.triggerbridge.benchmarks;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void benchmarks_hold_the_common_rules() {
    CommonRules.check("dev.triggerbridge.benchmarks");
  }
}
