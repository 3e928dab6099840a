package dev.triggerbridge.local.system.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.system.check.Checker;
import dev.triggerbridge.local.system.check.Evidence;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.check.World;
import dev.triggerbridge.local.system.plan.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private final Evidence evidence = World.healthy().evidence();
  private final Report report = Figures.of(evidence, Checker.check(evidence), 7, "o-");

  @Test
  void report_counts_the_world() {
    assertThat(report.ok()).isTrue();
    assertThat(report.seed()).isEqualTo(7);
    assertThat(report.orders())
        .isEqualTo(new Report.Orders(4, 2, Map.of("PAYMENT_DECLINED", 1L, "OUT_OF_STOCK", 1L)));
    assertThat(report.payments()).isEqualTo(new Report.Payments(3, 1, 0));
    assertThat(report.inventory().oversold()).isZero();
    assertThat(report.deadLetters()).isEqualTo(1);
    assertThat(report.audit()).isEqualTo(new Report.Audit(18, 18, 0));
    assertThat(report.ordersPerSecond()).isPositive();
    assertThat(report.latencyMs().p50()).isPositive();
    assertThat(report.latencyMs().p99()).isGreaterThanOrEqualTo(report.latencyMs().p50());
  }

  @Test
  void speed_covers_this_run_only() {
    Report other = Figures.of(evidence, List.of(), 7, "r2-");
    assertThat(other.orders().placed()).isEqualTo(4);
    assertThat(other.ordersPerSecond()).isZero();
    assertThat(other.latencyMs()).isEqualTo(new Report.Latency(0, 0));
  }

  @Test
  void one_broken_invariant_makes_the_report_not_ok() {
    List<Verdict> verdicts =
        List.of(new Verdict("a", true, ""), new Verdict("b", false, "because"));
    assertThat(Figures.of(evidence, verdicts, 7, "o-").ok()).isFalse();
  }

  @Test
  void percentiles_are_measured_values() {
    assertThat(Percentiles.of(new long[0], 50)).isZero();
    assertThat(Percentiles.of(new long[] {5}, 99)).isEqualTo(5);
    assertThat(Percentiles.of(new long[] {3, 1, 2, 4}, 50)).isEqualTo(2);
    assertThat(Percentiles.of(new long[] {3, 1, 2, 4}, 99)).isEqualTo(4);
  }

  @Test
  void table_names_every_figure_and_the_broken_invariant() {
    List<Verdict> verdicts = List.of(new Verdict("nothing is pending", false, "order has 1"));
    Counters counters =
        new Counters(Map.of(Fault.BRIDGE_KILLED, 1L, Fault.GATEWAY_THROTTLED, 9L), 17, 5, 2, 0);
    String table =
        String.join(
            "\n",
            Table.of(
                Figures.of(evidence, verdicts, 7, "o-"), counters, Map.of("state", "somewhere")));

    assertThat(table)
        .containsPattern("orders placed +4\n")
        .containsPattern("cancelled OUT_OF_STOCK +1\n")
        .containsPattern("duplicate charges +0\n")
        .containsPattern("audit records / messages +18 / 18\n")
        .containsPattern("redeliveries +17\n")
        .containsPattern("marker hits +5\n")
        .containsPattern("throttles gateway / Lambda +9 / 2\n")
        .containsPattern("kills function / bridge +0 / 1\n")
        .containsPattern("state +somewhere\n")
        .containsPattern("nothing is pending +BROKEN: order has 1");
  }

  @Test
  void json_has_the_published_shape() {
    assertThat(ReportJson.of(report))
        .startsWith("{\n  \"ok\": true,\n  \"seed\": 7,\n  \"orders\": {\n    \"placed\": 4,")
        .contains("\"cancelled\": {\n      \"OUT_OF_STOCK\": 1,\n      \"PAYMENT_DECLINED\": 1\n")
        .contains("\"duplicateCharges\": 0")
        .contains("\"streamMessages\": 18")
        .contains("\"ordersPerSecond\": ")
        .contains("\"latencyMs\": {\n    \"p50\": ")
        .contains("\"name\": \"nothing is pending\",\n      \"holds\": true,\n      \"detail\": ");
  }
}
