package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.app.output.Listing;
import dev.triggerbridge.bridge.app.output.OutputFormat;
import dev.triggerbridge.bridge.nats.Difference;
import dev.triggerbridge.bridge.nats.Difference.Action;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints differences: grouped by what differs for people, as an array for programs. */
final class PlanView {
  private static final Map<Action, String> SIGNS =
      new EnumMap<>(
          Map.of(
              Action.CREATE, "+",
              Action.CHANGE, "~",
              Action.DISCARD, "-",
              Action.KEEP, "!",
              Action.REFUSE, "!"));

  private PlanView() {}

  static void print(PrintWriter out, OutputFormat format, List<Difference> differences) {
    switch (format) {
      case TABLE -> text(out, differences);
      case JSON -> json(out, differences);
    }
    out.flush();
  }

  private static void text(PrintWriter out, List<Difference> differences) {
    String subject = "";
    for (Difference each : differences) {
      if (!each.subject().equals(subject)) {
        subject = each.subject();
        out.println(subject);
      }
      out.println(line(each));
      if (each.action() == Action.DISCARD) {
        out.println("      deletes messages that are older; needs --allow-discard");
      }
      if (!each.note().isEmpty()) {
        out.println("      " + each.note());
      }
    }
  }

  private static String line(Difference each) {
    String sign = SIGNS.get(each.action());
    return switch (each.action()) {
      case CREATE -> "  %s is created: %s".formatted(sign, each.wanted());
      case CHANGE, DISCARD ->
          "  %s %-20s %s -> %s".formatted(sign, each.setting(), each.actual(), each.wanted());
      case KEEP, REFUSE ->
          "  %s %-20s %s, configured %s; cannot be changed"
              .formatted(sign, each.setting(), each.actual(), each.wanted());
    };
  }

  private static void json(PrintWriter out, List<Difference> differences) {
    Listing listing = new Listing("subject", "action", "setting", "actual", "wanted", "note");
    for (Difference each : differences) {
      listing.add(
          each.subject(),
          each.action().name().toLowerCase(Locale.ROOT),
          each.setting(),
          each.actual(),
          each.wanted(),
          each.note());
    }
    listing.print(out, OutputFormat.JSON);
  }
}
