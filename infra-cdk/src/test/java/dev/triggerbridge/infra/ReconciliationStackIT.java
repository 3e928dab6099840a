package dev.triggerbridge.infra;

import static dev.triggerbridge.infra.Synthesis.at;
import static dev.triggerbridge.infra.Synthesis.map;
import static dev.triggerbridge.infra.Synthesis.resources;
import static dev.triggerbridge.infra.Synthesis.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReconciliationStackIT {
  @BeforeAll
  static void assumeNode() {
    Synthesis.assumeNode();
  }

  @Test
  void schedule_invokes_the_functions_alias_every_quarter_of_an_hour() {
    Map<String, Object> rule = at(only("AWS::Events::Rule"), "Properties");
    assertThat(rule).containsEntry("ScheduleExpression", "rate(15 minutes)");
    assertThat((List<?>) value(rule, "Targets")).hasSize(1);
    assertThat(value(rule, "Targets").toString())
        .contains(
            resources(ReconciliationStack.NAME, "AWS::Lambda::Alias").keySet().iterator().next());
  }

  @Test
  void role_may_read_the_payments_table_and_do_nothing_else() {
    List<?> statements =
        (List<?>) value(at(only("AWS::IAM::Policy"), "Properties", "PolicyDocument"), "Statement");

    assertThat(statements).hasSize(2);
    assertThat(map(statements.get(0))).containsEntry("Action", FunctionRole.LOG_ACTIONS);
    assertThat(map(statements.get(1)))
        .containsEntry("Effect", "Allow")
        .containsEntry("Action", ReconciliationStack.READ_ACTIONS);
    assertThat(value(map(statements.get(1)), "Resource").toString())
        .contains("Payment")
        .doesNotContain("*");
  }

  @Test
  void function_is_told_where_table_and_gateway_are() {
    assertThat(at(only("AWS::Lambda::Function"), "Properties", "Environment", "Variables"))
        .containsKeys(ReconciliationStack.TABLE_VARIABLE, "PAYMENT_GATEWAY_URL");
  }

  private static Map<String, Object> only(String type) {
    Map<String, Map<String, Object>> found = resources(ReconciliationStack.NAME, type);
    assertThat(found).hasSize(1);
    return found.values().iterator().next();
  }
}
