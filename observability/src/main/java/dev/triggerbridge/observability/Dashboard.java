package dev.triggerbridge.observability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dashboard of Grafana.
 *
 * @param file its name without {@code .json}; also its id in Grafana
 * @param title with its folder
 * @param variables a query of label values, by name
 * @param panels in reading order
 */
public record Dashboard(
    String file, String title, Map<String, String> variables, List<Panel> panels) {
  /** Copies the collections. */
  public Dashboard {
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    panels = List.copyOf(panels);
  }

  /**
   * A panel.
   *
   * @param isStat whether it shows the last value as a number, or values over time
   * @param unit in Grafana's words
   * @param queries expressions by legend
   */
  public record Panel(String title, boolean isStat, String unit, Map<String, String> queries) {
    /** Copies the map. */
    public Panel {
      queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    }
  }

  /**
   * Reads {@code dashboards.yaml}, in its order. Blocking.
   *
   * @throws IllegalArgumentException naming the property that is wrong
   * @throws IOException if the file cannot be read
   */
  public static List<Dashboard> read(Path file) throws IOException {
    return Fields.read(file).only("dashboards").blocks("dashboards").stream()
        .map(Dashboard::dashboard)
        .toList();
  }

  private static Dashboard dashboard(Fields fields) {
    fields.only("file", "title", "variables", "panels");
    return new Dashboard(
        fields.text("file"),
        fields.text("title"),
        fields.texts("variables"),
        fields.blocks("panels").stream()
            .map(panel -> panel.only("title", "kind", "unit", "queries"))
            .map(
                panel ->
                    new Panel(
                        panel.text("title"),
                        panel.optional("kind").filter("stat"::equals).isPresent(),
                        panel.text("unit"),
                        panel.texts("queries")))
            .toList());
  }
}
