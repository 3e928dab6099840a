package dev.triggerbridge.functions.support;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void function_support_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.functions.support");
  }
}
