package dev.triggerbridge.local.lambda;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void lambda_service_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.lambda");
  }
}
