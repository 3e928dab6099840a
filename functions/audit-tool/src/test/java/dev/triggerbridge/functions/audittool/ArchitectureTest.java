package dev.triggerbridge.functions.audittool;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void common_rules_hold() {
    CommonRules.check("dev.triggerbridge.functions.audittool");
  }
}
