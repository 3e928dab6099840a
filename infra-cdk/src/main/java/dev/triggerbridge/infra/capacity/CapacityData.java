package dev.triggerbridge.infra.capacity;

import dev.triggerbridge.infra.capacity.simulation.Kind;
import dev.triggerbridge.infra.cost.CostData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Inputs as {@code capacity.yaml} has them, and {@code cost.yaml} beside them. Immutable. */
final class CapacityData {
  private static final Set<String> ORIGINS =
      Set.of("measured", "documented", "deployed", "assumed");

  private final Map<String, Input> inputs;
  private final List<Mapping> mappings;
  private final List<Function> functions;
  private final List<Double> loads;
  private final CostData cost;

  private CapacityData(Map<?, ?> root, CostData cost) {
    Map<String, Input> read = new LinkedHashMap<>();
    map(root, "inputs")
        .forEach((name, input) -> read.put(String.valueOf(name), Input.of(name, input)));
    this.inputs = Map.copyOf(read);
    this.mappings =
        list(root, "mappings").stream().map(entry -> Mapping.of((Map<?, ?>) entry)).toList();
    this.functions =
        list(root, "functions").stream().map(entry -> Function.of((Map<?, ?>) entry)).toList();
    this.loads =
        list(root, "ordersPerSecond").stream().map(load -> ((Number) load).doubleValue()).toList();
    this.cost = cost;
  }

  /**
   * Reads both files.
   *
   * @throws IllegalArgumentException if something is missing, by its name
   */
  static CapacityData read(Path capacity, Path cost) throws IOException {
    Object root =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(capacity));
    if (!(root instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "%s: is not a map. See its own comments.".formatted(capacity));
    }
    return new CapacityData(map, CostData.read(cost));
  }

  /**
   * The value of an input.
   *
   * @throws IllegalArgumentException if it is missing
   */
  double number(String name) {
    Input input = inputs.get(name);
    if (input == null) {
      throw new IllegalArgumentException(
          "inputs.%s: is missing. Write it into capacity.yaml.".formatted(name));
    }
    return input.value();
  }

  /** A number of {@code cost.yaml}. */
  double cost(String section, String name) {
    return cost.number(section, name);
  }

  Map<String, Input> inputs() {
    return inputs;
  }

  List<Mapping> mappings() {
    return mappings;
  }

  List<Function> functions() {
    return functions;
  }

  /** Orders a second. */
  List<Double> loads() {
    return loads;
  }

  /** Mean duration of an invocation in seconds. */
  double seconds(Function function) {
    return cost("batches", function.duration()) / 1_000;
  }

  /** The function of a mapping. */
  Function function(Mapping mapping) {
    return functions.stream()
        .filter(function -> function.name().equals(mapping.function()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mappings: '%s' has no function '%s'. Write it into capacity.yaml."
                        .formatted(mapping.name(), mapping.function())));
  }

  private static Map<?, ?> map(Map<?, ?> root, String name) {
    return root.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(Map<?, ?> root, String name) {
    return root.get(name) instanceof List<?> list ? list : List.of();
  }

  private static double number(Map<?, ?> map, Object owner, String name) {
    if (map.get(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "%s.%s = '%s': is not a number. Write one into capacity.yaml."
            .formatted(owner, name, map.get(name)));
  }

  /**
   * A number and where it comes from.
   *
   * @param origin one of measured, documented, deployed, assumed
   */
  record Input(double value, String origin, String source) {
    private static Input of(Object name, Object given) {
      Map<?, ?> map = given instanceof Map<?, ?> fields ? fields : Map.of();
      String origin = String.valueOf(map.get("origin"));
      if (!ORIGINS.contains(origin)) {
        throw new IllegalArgumentException(
            "inputs.%s.origin = '%s': is not one of %s."
                .formatted(name, origin, ORIGINS.stream().sorted().toList()));
      }
      return new Input(
          number(map, "inputs." + name, "value"), origin, String.valueOf(map.get("source")));
    }
  }

  /** A mapping, with what its subjects carry of an order. */
  record Mapping(
      String name,
      String function,
      String stream,
      Set<Kind> reads,
      int batchSize,
      long windowMs,
      int concurrency) {
    private static Mapping of(Map<?, ?> map) {
      String name = String.valueOf(map.get("name"));
      EnumSet<Kind> reads = EnumSet.noneOf(Kind.class);
      list(map, "reads").forEach(kind -> reads.add(Kind.valueOf(String.valueOf(kind))));
      return new Mapping(
          name,
          String.valueOf(map.get("function")),
          String.valueOf(map.get("stream")),
          Set.copyOf(reads),
          (int) number(map, name, "batchSize"),
          (long) number(map, name, "windowMs"),
          (int) number(map, name, "concurrency"));
    }
  }

  /**
   * A function.
   *
   * @param duration which of cost.yaml's
   * @param writeUnits of an order in its table
   */
  record Function(String name, int reservedConcurrency, String duration, double writeUnits) {
    private static Function of(Map<?, ?> map) {
      String name = String.valueOf(map.get("name"));
      return new Function(
          name,
          (int) number(map, name, "reservedConcurrency"),
          String.valueOf(map.get("duration")),
          number(map, name, "writeUnits"));
    }
  }
}
