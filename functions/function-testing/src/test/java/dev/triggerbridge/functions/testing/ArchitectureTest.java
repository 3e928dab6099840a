package dev.triggerbridge.functions.testing;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void function_testing_holds_the_common_rules() {
    dev.triggerbridge.rules.CommonRules.check("dev.triggerbridge.functions.testing");
  }
}
