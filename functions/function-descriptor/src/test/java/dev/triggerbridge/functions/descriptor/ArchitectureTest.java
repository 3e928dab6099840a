package dev.triggerbridge.functions.descriptor;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void function_descriptor_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.functions.descriptor");
  }
}
