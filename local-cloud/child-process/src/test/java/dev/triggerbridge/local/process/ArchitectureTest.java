package dev.triggerbridge.local.process;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void child_process_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.process");
  }
}
