package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.ByteString;
import dev.triggerbridge.rules.GeneratedSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FunctionMetricsTest {
  private static final long BATCH_NANOS = 50_000_000;

  @Test
  void batch_has_a_line_per_status_with_a_duration_per_record() {
    List<String> lines =
        FunctionMetrics.lines(
            "order",
            List.of(
                result(Outcome.ok()).took(20_000_000),
                result(new Outcome.Ok(List.of(), true)).took(10_000_000),
                result(Outcome.failure("CODE", "message"))),
            BATCH_NANOS,
            1_000);

    JsonObject ok = parse(lines.get(0));
    assertThat(ok.get("Function").getAsString()).isEqualTo("order");
    assertThat(ok.get("Status").getAsString()).isEqualTo("ok");
    assertThat(ok.get("ProcessingDuration")).hasToString("[0.02,0.01]");
    assertThat(ok.get("ProcessingErrors").getAsInt()).isZero();
    assertThat(ok.get("MarkerHits").getAsInt()).isEqualTo(1);
    JsonObject retry = parse(lines.get(1));
    assertThat(retry.get("Status").getAsString()).isEqualTo("retry");
    assertThat(retry.get("ProcessingDuration")).hasToString("[0.05]");
    assertThat(retry.get("ProcessingErrors").getAsInt()).isEqualTo(1);
    assertThat(lines).hasSize(2);
  }

  @Test
  void line_never_has_more_than_the_hundred_values_that_the_format_allows() {
    List<RecordResult> many =
        new ArrayList<>(IntStream.range(0, 250).mapToObj(i -> result(Outcome.ok())).toList());

    List<String> lines = FunctionMetrics.lines("audit", many, BATCH_NANOS, 1_000);

    assertThat(lines)
        .map(line -> parse(line).getAsJsonArray("ProcessingDuration").size())
        .containsExactly(100, 100, 50);
  }

  @Test
  void every_metric_that_a_line_declares_is_in_it() {
    JsonObject line =
        parse(
            FunctionMetrics.lines("order", List.of(result(Outcome.ok())), BATCH_NANOS, 1_000)
                .getFirst());
    JsonObject directive =
        line.getAsJsonObject("_aws").getAsJsonArray("CloudWatchMetrics").get(0).getAsJsonObject();

    assertThat(directive.get("Namespace").getAsString()).isEqualTo("TriggerBridge");
    assertThat(directive.get("Dimensions"))
        .hasToString("[[\"Function\",\"Status\"],[\"Function\"]]");
    assertThat(directive.getAsJsonArray("Metrics"))
        .hasSize(FunctionMetric.values().length)
        .allSatisfy(
            metric ->
                assertThat(line.has(metric.getAsJsonObject().get("Name").getAsString())).isTrue());
  }

  @Test
  void every_metric_is_in_the_table() throws IOException {
    new GeneratedSection(Path.of("..", "..", "docs", "metrics.md"), "functions")
        .check(
            "| metric | unit | in Prometheus | counts |\n|---|---|---|---|\n"
                + Arrays.stream(FunctionMetric.values())
                    .map(
                        metric ->
                            "| `%s` | %s | `%s` | %s |\n"
                                .formatted(
                                    metric.metricName(),
                                    metric.unit(),
                                    metric.prometheus(),
                                    metric.help()))
                    .collect(Collectors.joining()));
  }

  private static RecordResult result(Outcome outcome) {
    return RecordResult.of(
        new RawRecord(
            "S/1", "m", "s", 1, 1, null, null, null, null, Map.of(), ByteString.EMPTY, null),
        outcome);
  }

  private static JsonObject parse(String line) {
    return JsonParser.parseString(line).getAsJsonObject();
  }
}
