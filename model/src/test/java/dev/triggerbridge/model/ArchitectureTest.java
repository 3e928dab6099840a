package dev.triggerbridge.model;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void model_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.model");
  }
}
