package dev.triggerbridge.observability;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void observability_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.observability");
  }
}
