package dev.triggerbridge.observability;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code signals.yaml}. */
public final class Signals {
  private Signals() {}

  /**
   * In the order of the file. Blocking.
   *
   * @throws IllegalArgumentException naming the property that is wrong
   * @throws IOException if the file cannot be read
   */
  public static List<Signal> read(Path file) throws IOException {
    return Fields.read(file).only("signals").blocks("signals").stream()
        .map(Signals::signal)
        .toList();
  }

  private static Signal signal(Fields fields) {
    return new Signal(
        fields.matching("name", "[A-Z][A-Za-z]+"),
        fields.matching("severity", "critical|warning"),
        fields.text("summary"),
        prometheus(fields),
        isNone(fields, "cloudwatch")
            ? Optional.empty()
            : Optional.of(CloudWatchAlarm.of(fields.block("cloudwatch"))));
  }

  private static Optional<PrometheusAlert> prometheus(Fields fields) {
    if (isNone(fields, "expr")) {
      // What belongs to an expression would silently do nothing.
      fields.only("name", "severity", "summary", "expr", "cloudwatch");
      return Optional.empty();
    }
    fields.only("name", "severity", "summary", "expr", "for", "cloudwatch", "test");
    return Optional.of(PrometheusAlert.of(fields));
  }

  private static boolean isNone(Fields fields, String key) {
    return fields.optional(key).filter("none"::equals).isPresent();
  }
}
