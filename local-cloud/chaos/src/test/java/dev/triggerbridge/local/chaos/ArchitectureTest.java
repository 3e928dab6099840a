package dev.triggerbridge.local.chaos;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void chaos_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.chaos");
  }
}
