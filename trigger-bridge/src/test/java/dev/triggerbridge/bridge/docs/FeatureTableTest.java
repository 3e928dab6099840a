package dev.triggerbridge.bridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That docs/features.md names every feature once, and only tests and chapters that exist. */
class FeatureTableTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern ROW =
      Pattern.compile("^\\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\(([^)]+)\\)");

  @Test
  void every_feature_has_one_row() throws IOException {
    assertThat(rows().stream().map(row -> Integer.parseInt(row.get(0))))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
  }

  @Test
  void every_link_leads_to_a_test_or_a_chapter() throws IOException {
    List<String> broken = new ArrayList<>();
    int links = 0;
    for (List<String> row : rows()) {
      Matcher link = LINK.matcher(row.get(2) + row.get(3));
      while (link.find()) {
        links++;
        if (!exists(link.group(2))) {
          broken.add(row.get(0) + ": " + link.group(2));
        }
      }
    }
    assertThat(broken).isEmpty();
    assertThat(links).isGreaterThan(50);
  }

  @Test
  void row_without_a_test_says_that_it_is_not_done() throws IOException {
    assertThat(rows())
        .allSatisfy(
            row ->
                assertThat(LINK.matcher(row.get(2)).find() || row.get(2).startsWith("not yet"))
                    .as("row %s", row.get(0))
                    .isTrue());
  }

  private static List<List<String>> rows() throws IOException {
    return ROW.matcher(Files.readString(DOCS.resolve("features.md")))
        .results()
        .map(row -> IntStream.rangeClosed(1, 4).mapToObj(row::group).toList())
        .toList();
  }

  private static boolean exists(String target) throws IOException {
    String[] parts = target.split("#", 2);
    Path file = DOCS.resolve(parts[0]);
    if (!Files.exists(file)) {
      return false;
    }
    return parts.length == 1
        || Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", ""))
            .anyMatch(heading -> slug(heading).equals(parts[1]));
  }

  /** As GitHub makes it. */
  private static String slug(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
