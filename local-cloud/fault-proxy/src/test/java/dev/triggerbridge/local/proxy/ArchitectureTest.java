package dev.triggerbridge.local.proxy;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void fault_proxy_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.proxy");
  }
}
