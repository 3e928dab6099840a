package dev.triggerbridge.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.triggerbridge.local.prometheus.PrometheusBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own tool on the rules: each alert fires and resolves. */
class PromtoolTest {
  private static PrometheusBinaries prometheus;

  @TempDir Path folder;

  @BeforeAll
  static void find() {
    try {
      prometheus = PrometheusBinaries.resolve();
    } catch (IllegalStateException e) {
      abort("skipped: " + e.getMessage());
    }
  }

  @Test
  void rules_are_sound() throws IOException {
    long alerts =
        Signals.read(Path.of("signals.yaml")).stream()
            .filter(signal -> signal.prometheus().isPresent())
            .count();

    assertThat(prometheus.promtool("check", "rules", "prometheus/rules.yml"))
        .contains(alerts + " rules found");
  }

  @Test
  void every_alert_is_quiet_then_fires_then_resolves() throws IOException {
    assertThat(prometheus.promtool("test", "rules", "prometheus/rules.test.yml"))
        .contains("SUCCESS");
  }

  @Test
  void alert_whose_threshold_was_changed_is_noticed() throws IOException {
    String rules = Files.readString(Path.of("prometheus", "rules.yml"));
    Files.writeString(folder.resolve("rules.yml"), rules.replace("> 300", "> 300000"));
    Path tests =
        Files.copy(Path.of("prometheus", "rules.test.yml"), folder.resolve("rules.test.yml"));

    assertThat(rules).contains("> 300");
    assertThatThrownBy(() -> prometheus.promtool("test", "rules", tests.toString()))
        .isInstanceOf(IOException.class);
  }
}
