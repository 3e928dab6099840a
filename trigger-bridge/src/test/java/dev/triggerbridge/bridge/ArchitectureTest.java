package dev.triggerbridge.bridge;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void bridge_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.bridge");
  }
}
