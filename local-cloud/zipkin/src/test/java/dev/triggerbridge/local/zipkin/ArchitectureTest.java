package dev.triggerbridge.local.zipkin;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void zipkin_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.zipkin");
  }
}
