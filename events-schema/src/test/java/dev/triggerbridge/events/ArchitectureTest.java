package dev.triggerbridge.events;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void events_hold_the_common_rules() {
    CommonRules.check("dev.triggerbridge.events");
  }
}
