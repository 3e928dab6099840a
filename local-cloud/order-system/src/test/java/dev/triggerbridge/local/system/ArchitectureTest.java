package dev.triggerbridge.local.system;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void order_system_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.system");
  }
}
