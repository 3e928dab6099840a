package dev.triggerbridge.local.prometheus;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void prometheus_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.prometheus");
  }
}
