package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path parent;

  @Test
  void temporary_folder_vanishes_unless_kept() throws Exception {
    StateFolder gone = StateFolder.open(null);
    gone.close();
    assertThat(gone.root()).doesNotExist();

    StateFolder kept = StateFolder.open(null);
    kept.keep();
    kept.close();
    assertThat(kept.root()).exists();
    StateFolder.clean(kept.root());
    assertThat(kept.root()).doesNotExist();
  }

  @Test
  void named_folder_stays_and_can_be_opened_again() throws Exception {
    Path data = parent.resolve("data");
    StateFolder.open(data).close();
    assertThat(data).exists();
    StateFolder.open(data).close();
  }

  @Test
  void folder_in_use_is_refused() throws Exception {
    Path data = parent.resolve("data");
    try (StateFolder first = StateFolder.open(data)) {
      assertThat(first.isKept()).isTrue();
      assertThatThrownBy(() -> StateFolder.open(data))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("used by another run");
      assertThatThrownBy(() -> StateFolder.clean(data)).isInstanceOf(UsageException.class);
    }
  }

  @Test
  void folder_of_somebody_else_is_neither_used_nor_removed() throws Exception {
    Path precious = Files.writeString(parent.resolve("thesis.txt"), "words");
    assertThatThrownBy(() -> StateFolder.open(parent)).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> StateFolder.clean(parent)).isInstanceOf(UsageException.class);
    assertThat(precious).exists();
  }
}
