package dev.triggerbridge.local.chaos.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.local.chaos.plan.Scenario;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ChaosOptionsTest {
  @Test
  void unknown_scenario_is_refused_with_those_there_are() {
    assertThatThrownBy(() -> ChaosOptions.parse("--scenario", "flood"))
        .hasMessageContaining("--scenario flood")
        .hasMessageContaining("gateway-outage");
  }

  @Test
  void run_of_too_few_orders_is_refused() {
    assertThatThrownBy(() -> ChaosOptions.parse("--orders", "3"))
        .hasMessage("--orders 3: must be at least 40");
  }

  @Test
  void minutes_without_runs_make_as_many_runs_as_fit() {
    assertThat(ChaosOptions.parse("--minutes", "5").runs()).isEqualTo(Integer.MAX_VALUE);
    assertThat(ChaosOptions.parse().runs()).isEqualTo(1);
  }

  @Test
  void help_names_every_scenario() throws Exception {
    ByteArrayOutputStream help = new ByteArrayOutputStream();
    assertThat(ChaosMain.run(new String[] {"--help"}, new PrintStream(help, true, UTF_8))).isZero();
    for (Scenario scenario : Scenario.values()) {
      assertThat(help.toString(UTF_8)).contains(scenario.label());
    }
  }
}
