package dev.triggerbridge.local.aws;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void aws_services_hold_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.aws");
  }
}
