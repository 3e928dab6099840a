package dev.triggerbridge.infra;

import com.google.gson.Gson;
import dev.triggerbridge.observability.CloudWatchAlarm;
import dev.triggerbridge.observability.CloudWatchAlarm.Scope;
import dev.triggerbridge.observability.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The body of the dashboard: a graph for each signal, with its threshold. Pure. */
final class ObservabilityDashboard {
  private static final int WIDTH = 8;
  private static final int HEIGHT = 6;
  private static final int COLUMNS = 24;
  private static final int MINUTE = 60;

  private ObservabilityDashboard() {}

  static String body(List<Signal> signals, String namespace, String region) {
    List<Object> widgets = new ArrayList<>();
    for (Signal signal : signals) {
      signal
          .cloudWatch()
          .ifPresent(
              alarm -> widgets.add(widget(signal, alarm, namespace, region, widgets.size())));
    }
    return new Gson().toJson(Map.of("widgets", widgets));
  }

  private static Map<String, Object> widget(
      Signal signal, CloudWatchAlarm alarm, String namespace, String region, int index) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("title", signal.summary());
    properties.put("region", region);
    properties.put("view", "timeSeries");
    properties.put("period", alarm.periodMinutes() * MINUTE);
    properties.put("metrics", metrics(alarm, namespace));
    properties.put(
        "annotations",
        Map.of("horizontal", List.of(ordered("label", signal.name(), "value", alarm.threshold()))));
    Map<String, Object> widget = new LinkedHashMap<>();
    widget.put("type", "metric");
    widget.put("x", index * WIDTH % COLUMNS);
    widget.put("y", index * WIDTH / COLUMNS * HEIGHT);
    widget.put("width", WIDTH);
    widget.put("height", HEIGHT);
    widget.put("properties", properties);
    return widget;
  }

  /** Of mappings, each as it appears: a search knows those that are added later, too. */
  private static List<Object> metrics(CloudWatchAlarm alarm, String namespace) {
    if (alarm.scope() instanceof Scope.OtherNamespace(String other)) {
      return List.of(List.of(other, alarm.metric(), ordered("stat", alarm.statistic())));
    }
    String dimension = alarm.scope() instanceof Scope.OneFunction ? "Function" : "Mapping";
    String filter =
        alarm.scope() instanceof Scope.OneFunction(String name)
            ? " Function=\"%s\"".formatted(name)
            : "";
    int seconds = alarm.periodMinutes() * MINUTE;
    String part = search(namespace, dimension, alarm.metric(), filter, alarm.statistic(), seconds);
    if (alarm.over().isEmpty()) {
      return List.of(List.of(ordered("expression", part, "id", "value")));
    }
    String total =
        search(namespace, dimension, alarm.over().get(), filter, alarm.overStatistic(), seconds);
    return List.of(
        List.of(ordered("expression", part, "id", "part", "visible", false)),
        List.of(ordered("expression", total, "id", "total", "visible", false)),
        List.of(ordered("expression", "SUM(part) / SUM(total)", "id", "ratio", "label", "ratio")));
  }

  private static String search(
      String namespace,
      String dimension,
      String metric,
      String filter,
      String statistic,
      int seconds) {
    return "SEARCH('{%s,%s} MetricName=\"%s\"%s', '%s', %d)"
        .formatted(namespace, dimension, metric, filter, statistic, seconds);
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
