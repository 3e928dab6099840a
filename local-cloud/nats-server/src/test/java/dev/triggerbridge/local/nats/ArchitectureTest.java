package dev.triggerbridge.local.nats;

import dev.triggerbridge.rules.CommonRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void nats_server_holds_the_common_rules() {
    CommonRules.check("dev.triggerbridge.local.nats");
  }
}
