package dev.triggerbridge.local.gateway;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void gateway_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.gateway");
  }
}
