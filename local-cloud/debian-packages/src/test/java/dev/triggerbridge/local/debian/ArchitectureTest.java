package dev.triggerbridge.local.debian;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void debian_packages_hold_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.debian");
  }
}
