package dev.triggerbridge.functions.reconciliation;

import dev.triggerbridge.functions.testing.FunctionRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void payment_holds_the_rules_of_functions() {
    FunctionRules.check("dev.triggerbridge.functions.reconciliation");
  }
}
