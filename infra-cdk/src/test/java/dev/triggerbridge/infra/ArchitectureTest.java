package dev.triggerbridge.infra;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void infra_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.infra");
  }
}
