package dev.triggerbridge.functions.inventory;

import dev.triggerbridge.functions.testing.FunctionRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void inventory_holds_the_rules_of_functions() {
    FunctionRules.check("dev.triggerbridge.functions.inventory");
  }
}
