package dev.triggerbridge.functions.audit;

import dev.triggerbridge.functions.testing.FunctionRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void audit_holds_the_rules_of_functions() {
    FunctionRules.check("dev.triggerbridge.functions.audit");
  }
}
