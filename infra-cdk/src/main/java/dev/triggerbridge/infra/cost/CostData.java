package dev.triggerbridge.infra.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Prices and counts as {@code cost.yaml} has them. Immutable. */
public final class CostData {
  private final Map<?, ?> root;

  private CostData(Map<?, ?> root) {
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it is no map
   * @throws IOException if it cannot be read
   */
  public static CostData read(Path file) throws IOException {
    Object root =
        new org.snakeyaml.engine.v2.api.Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(file));
    if (!(root instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("%s: is not a map. See its own comments.".formatted(file));
    }
    return new CostData(map);
  }

  /** When the prices were looked up. */
  String asOf() {
    return String.valueOf(root.get("asOf"));
  }

  /**
   * A number of a section; of a price its dollars.
   *
   * @throws IllegalArgumentException if it is missing
   */
  public double number(String section, String name) {
    @Nullable Object value = section(section).get(name);
    if (value instanceof Map<?, ?> price) {
      value = price.get("usd");
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "%s.%s = '%s': is not a number. Write one into cost.yaml.".formatted(section, name, value));
  }

  /** A price's unit and source, by its name. */
  Map<?, ?> prices() {
    return section("prices");
  }

  /** Loads that costs are computed for. */
  public List<Load> loads() {
    return root.get("loads") instanceof List<?> loads
        ? loads.stream().map(load -> Load.of((Map<?, ?>) load)).toList()
        : List.of();
  }

  private Map<?, ?> section(String name) {
    return root.get(name) instanceof Map<?, ?> section ? section : Map.of();
  }

  /**
   * A load.
   *
   * @param orders a second
   * @param fill records in an invocation of order, payment and inventory
   * @param auditFill records in an invocation of audit
   * @param natsLarge instances of NATS, counted in m7g.large
   */
  public record Load(double orders, double fill, double auditFill, double natsLarge) {
    private static Load of(Map<?, ?> load) {
      return new Load(
          number(load, "orders"),
          number(load, "fill"),
          number(load, "auditFill"),
          number(load, "natsLarge"));
    }

    private static double number(Map<?, ?> load, String name) {
      if (load.get(name) instanceof Number number) {
        return number.doubleValue();
      }
      throw new IllegalArgumentException(
          "loads[].%s = '%s': is not a number. Write one into cost.yaml."
              .formatted(name, load.get(name)));
    }
  }
}
