package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.triggerbridge.local.prometheus.PrometheusBinaries;
import dev.triggerbridge.local.prometheus.PrometheusServer;
import dev.triggerbridge.local.system.plan.Fault;
import dev.triggerbridge.local.system.plan.FaultPlan;
import dev.triggerbridge.local.system.plan.OrderPlan;
import dev.triggerbridge.local.system.simulate.JournalFile;
import dev.triggerbridge.local.system.simulate.ProducerTraces;
import dev.triggerbridge.local.system.stack.LocalStack;
import dev.triggerbridge.local.system.stack.StackSettings;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus watches the whole system under load and faults. */
class DashboardsIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();
  private static final Path OBSERVABILITY = HOME.resolve("observability");
  private static final int ORDERS = 60;
  private static final long SEED = 17;

  /** Also the time that a scrape may take, on a machine that has much to do. */
  private static final Duration SCRAPE = Duration.ofSeconds(2);

  @TempDir private Path folder;

  @Test
  void every_query_of_every_panel_has_data_and_the_alert_on_dead_letters_fires() throws Exception {
    PrometheusBinaries binaries = prometheus();
    Instant began = Instant.now();
    Set<Fault> faults = FaultPlan.of(ORDERS, true);
    try (StateFolder state = StateFolder.open(folder.resolve("state"));
        JournalFile journal = JournalFile.open(state.journal())) {
      String runId = journal.beginRun();
      CrashPlan crashes = CrashPlan.of(faults, ORDERS);
      try (LocalStack stack =
              LocalStack.start(settings(state, runId, crashes), System.out::println);
          PrometheusServer prometheus = watch(binaries, stack);
          PrometheusApi api = new PrometheusApi(prometheus.url());
          Connection nats = Nats.connect(stack.addresses().nats().toString())) {
        OrderPlan plan = OrderPlan.of(runId, ORDERS, SEED, true);
        OrderRun.Result result =
            new OrderRun(stack, journal, plan, faults, new Progress(System.out), ProducerTraces.OFF)
                .execute(
                    nats,
                    null,
                    Duration.ofMinutes(2),
                    SEED,
                    state.logs(runId),
                    state.crashes(runId));
        assertThat(result.report().ok()).isTrue();

        Map<String, String> queries = queries();
        assertThat(queries).hasSizeGreaterThan(50);
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(() -> assertThat(without(api, queries, began)).isEmpty());
        await()
            .atMost(Duration.ofSeconds(60))
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(
                () ->
                    assertThat(api.alerts())
                        .contains("\"alertname\":\"DeadLetters\"")
                        .contains("docs/runbook.md#deadletters"));
      }
    }
  }

  /** Panels whose query has had no finite value, with the query. */
  private static List<String> without(PrometheusApi api, Map<String, String> queries, Instant since)
      throws Exception {
    List<String> without = new ArrayList<>();
    for (Map.Entry<String, String> query : queries.entrySet()) {
      if (api.values(query.getValue(), since) == 0) {
        without.add(query.getKey() + ": " + query.getValue());
      }
    }
    return without;
  }

  /** As Grafana asks with every variable on All, by dashboard and panel. */
  private static Map<String, String> queries() throws IOException {
    Map<String, String> queries = new LinkedHashMap<>();
    List<Path> files;
    try (Stream<Path> found = Files.list(OBSERVABILITY.resolve("grafana"))) {
      files = found.sorted().toList();
    }
    for (Path file : files) {
      JsonObject dashboard = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      List<String> variables = new ArrayList<>(List.of("__rate_interval"));
      for (JsonElement variable : dashboard.getAsJsonObject("templating").getAsJsonArray("list")) {
        JsonObject declared = variable.getAsJsonObject();
        variables.add(declared.get("name").getAsString());
        if (declared.get("type").getAsString().equals("query")) {
          queries.put(
              file.getFileName() + " variable " + declared.get("name").getAsString(),
              labelValues(declared.get("definition").getAsString()));
        }
      }
      for (JsonElement panel : dashboard.getAsJsonArray("panels")) {
        JsonObject shown = panel.getAsJsonObject();
        assertThat(shown.getAsJsonObject("datasource").get("uid").getAsString())
            .isEqualTo("${datasource}");
        for (JsonElement target : shown.getAsJsonArray("targets")) {
          String query = target.getAsJsonObject().get("expr").getAsString();
          assertThat(variables(query)).isSubsetOf(variables);
          queries.put(
              "%s %s %s"
                  .formatted(
                      file.getFileName(),
                      shown.get("title").getAsString(),
                      target.getAsJsonObject().get("refId").getAsString()),
              query
                  .replace("$__rate_interval", "20s")
                  .replace("$mapping", ".+")
                  .replace("$stream", ".+"));
        }
      }
    }
    return queries;
  }

  private static List<String> variables(String query) {
    Matcher matcher = Pattern.compile("\\$(\\w+)").matcher(query);
    return matcher.results().map(found -> found.group(1)).toList();
  }

  /** {@code label_values(metric, label)} is Grafana's own. */
  private static String labelValues(String definition) {
    Matcher matcher = Pattern.compile("label_values\\((\\w+), (\\w+)\\)").matcher(definition);
    assertThat(matcher.matches()).as(definition).isTrue();
    return "count by (%s) (%s)".formatted(matcher.group(2), matcher.group(1));
  }

  private PrometheusServer watch(PrometheusBinaries binaries, LocalStack stack) throws IOException {
    return PrometheusServer.start(
        binaries,
        folder.resolve("prometheus"),
        Map.of(
            "trigger-bridge", stack.addresses().bridge().getAuthority(),
            "functions", Objects.requireNonNull(stack.functionMetrics()).getAuthority()),
        List.of(OBSERVABILITY.resolve("prometheus/rules.yml")),
        SCRAPE);
  }

  private static StackSettings settings(StateFolder state, String runId, CrashPlan crashes) {
    return new StackSettings(
        HOME,
        state.nats(),
        null,
        state.s3(),
        null,
        state.logs(runId),
        state.crashes(runId),
        crashes.functions(),
        crashes.bridge());
  }

  private static PrometheusBinaries prometheus() {
    try {
      return PrometheusBinaries.resolve();
    } catch (IllegalStateException e) {
      return abort("skipped: " + e.getMessage());
    }
  }
}
