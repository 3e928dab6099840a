package dev.triggerbridge.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The model speaks of the code as it is: else nobody would see that they have parted. */
class CodeAndModelTest {
  private static final Path STEPS =
      Path.of("../functions/payment/src/main/java/dev/triggerbridge/functions/payment/Steps.java");
  private static final Path CRASH_POINTS =
      Path.of("../trigger-bridge/src/main/java/dev/triggerbridge/bridge/dispatch/CrashPoint.java");
  private static final Path GUIDE = Path.of("../docs/model.md");

  /** Cancelling and refunding are not in the model. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "BEFORE_CANCEL_CALL",
          "AFTER_CANCEL_CALL",
          "BEFORE_TOMBSTONE",
          "AFTER_REFUNDING",
          "BEFORE_REFUND_CALL",
          "AFTER_REFUND_CALL",
          "BEFORE_FIND_REFUND",
          "AFTER_FIND_REFUND",
          "AFTER_REFUND");

  @Test
  void crash_points_of_the_function_are_in_the_model_or_left_out_on_purpose() throws IOException {
    Set<String> expected = found("String ([A-Z_]+) =", Files.readString(STEPS));
    expected.removeAll(LEFT_OUT);
    assertThat(points("active [2] proctype Execution", "inline invoke"))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void crash_points_of_the_bridge_in_the_model_are_in_the_code() throws IOException {
    assertThat(points("active proctype Bridge", "active proctype Server"))
        .isNotEmpty()
        .isSubsetOf(found("(?m)^  ([A-Z_]+)[,;]$", Files.readString(CRASH_POINTS)));
  }

  @Test
  void lines_that_the_guide_quotes_are_in_the_files_that_it_names() throws IOException {
    List<MatchResult> rows =
        Pattern.compile("(?m)^\\| `(\\w+)` \\| \\[[^]]+]\\(([^)]+)\\) \\| `([^`]+)` \\|")
            .matcher(Files.readString(GUIDE))
            .results()
            .toList();
    assertThat(rows).hasSizeGreaterThan(10);
    for (MatchResult row : rows) {
      assertThat(model()).as("the model").containsPattern("\\b" + row.group(1) + "\\b");
      assertThat(onOneLine(GUIDE.resolveSibling(row.group(2))))
          .as(row.group())
          .contains(row.group(3));
    }
  }

  private static Set<String> points(String from, String to) throws IOException {
    String model = model();
    String part = model.substring(model.indexOf(from), model.indexOf(to));
    Set<String> points = new TreeSet<>();
    for (String reached : found("reached\\(([A-Z_, ]+)\\)", part)) {
      points.addAll(List.of(reached.split(", ")));
    }
    return points;
  }

  private static Set<String> found(String pattern, String text) {
    Set<String> found = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().forEach(one -> found.add(one.group(1)));
    return found;
  }

  private static String model() throws IOException {
    return Files.readString(Path.of("settle-and-payment.pml"));
  }

  private static String onOneLine(Path file) throws IOException {
    return Files.readString(file).replaceAll("\\s+", " ").replace("( ", "(").replace(" )", ")");
  }
}
