package dev.triggerbridge.observability;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dashboard as Grafana imports it, with its Prometheus as a variable. Pure. */
public final class GrafanaJson {
  private static final String DATASOURCE = "${datasource}";
  private static final int SCHEMA_VERSION = 39;
  private static final int COLUMNS = 24;
  private static final int STAT_WIDTH = 6;
  private static final int STAT_HEIGHT = 4;
  private static final int GRAPH_WIDTH = 12;
  private static final int GRAPH_HEIGHT = 8;

  private GrafanaJson() {}

  /** Ends with a line end. */
  public static String of(Dashboard dashboard) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("uid", "trigger-bridge-" + dashboard.file());
    root.put("title", dashboard.title());
    root.put("description", "Made from observability/dashboards.yaml");
    root.put("tags", List.of("trigger-bridge"));
    root.put("schemaVersion", SCHEMA_VERSION);
    root.put("editable", true);
    root.put("graphTooltip", 1);
    root.put("refresh", "30s");
    root.put("time", ordered("from", "now-1h", "to", "now"));
    root.put("templating", ordered("list", variables(dashboard)));
    root.put("panels", panels(dashboard.panels()));
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root) + "\n";
  }

  private static List<Object> variables(Dashboard dashboard) {
    List<Object> variables = new ArrayList<>();
    Map<String, Object> datasource = new LinkedHashMap<>();
    datasource.put("name", "datasource");
    datasource.put("label", "Prometheus");
    datasource.put("type", "datasource");
    datasource.put("query", "prometheus");
    variables.add(datasource);
    dashboard
        .variables()
        .forEach(
            (name, query) -> {
              Map<String, Object> variable = new LinkedHashMap<>();
              variable.put("name", name);
              variable.put("type", "query");
              variable.put("datasource", datasource());
              variable.put("definition", query);
              variable.put("query", ordered("query", query, "refId", name));
              variable.put("refresh", 2);
              variable.put("sort", 1);
              variable.put("multi", true);
              variable.put("includeAll", true);
              variable.put("allValue", ".+");
              variable.put("current", ordered("text", "All", "value", "$__all"));
              variables.add(variable);
            });
    return variables;
  }

  private static List<Object> panels(List<Dashboard.Panel> panels) {
    List<Object> all = new ArrayList<>();
    int x = 0;
    int y = 0;
    boolean stats = true;
    for (Dashboard.Panel panel : panels) {
      int width = panel.isStat() ? STAT_WIDTH : GRAPH_WIDTH;
      if (x + width > COLUMNS || stats != panel.isStat()) {
        y += x == 0 ? 0 : stats ? STAT_HEIGHT : GRAPH_HEIGHT;
        x = 0;
      }
      stats = panel.isStat();
      all.add(panel(panel, all.size() + 1, x, y, width));
      x += width;
    }
    return all;
  }

  private static Map<String, Object> panel(Dashboard.Panel panel, int id, int x, int y, int width) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("title", panel.title());
    json.put("type", panel.isStat() ? "stat" : "timeseries");
    json.put("datasource", datasource());
    json.put(
        "gridPos",
        ordered("x", x, "y", y, "w", width, "h", panel.isStat() ? STAT_HEIGHT : GRAPH_HEIGHT));
    Map<String, Object> defaults = ordered("unit", panel.unit());
    if (!panel.isStat()) {
      defaults.put("custom", ordered("fillOpacity", 10, "showPoints", "never"));
      json.put(
          "options",
          ordered(
              "legend", ordered("displayMode", "list", "placement", "bottom"),
              "tooltip", ordered("mode", "multi", "sort", "desc")));
    }
    json.put("fieldConfig", ordered("defaults", defaults, "overrides", List.of()));
    List<Object> targets = new ArrayList<>();
    panel
        .queries()
        .forEach(
            (legend, expression) ->
                targets.add(
                    ordered(
                        "refId", String.valueOf((char) ('A' + targets.size())),
                        "datasource", datasource(),
                        "expr", expression,
                        "legendFormat", legend,
                        "instant", panel.isStat())));
    json.put("targets", targets);
    return json;
  }

  private static Map<String, Object> datasource() {
    return ordered("type", "prometheus", "uid", DATASOURCE);
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
