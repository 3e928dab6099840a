package dev.triggerbridge.local.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusBinariesTest {
  @TempDir Path folder;

  @Test
  void resolve_with_a_variable_that_names_another_folder_says_so_and_what_to_do() {
    assertThatThrownBy(
            () -> PrometheusBinaries.resolve(Map.of("PROMETHEUS_HOME", folder.toString())))
        .hasMessageContaining("PROMETHEUS_HOME=" + folder)
        .hasMessageContaining("unset it");
  }

  @Test
  void resolve_takes_what_is_on_the_path_before_it_fetches() throws IOException {
    for (String name : new String[] {"prometheus", "promtool"}) {
      Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    assertThat(PrometheusBinaries.resolve(Map.of("PATH", "/nowhere:" + folder)).folder())
        .isEqualTo(folder);
  }
}
