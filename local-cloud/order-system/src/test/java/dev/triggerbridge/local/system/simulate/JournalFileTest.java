package dev.triggerbridge.local.system.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.system.snapshot.Journal;
import dev.triggerbridge.local.system.snapshot.Position;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  @TempDir private Path folder;

  @Test
  void second_run_has_its_own_id_and_knows_the_first() throws Exception {
    Path file = folder.resolve("journal.tsv");
    try (JournalFile first = JournalFile.open(file)) {
      assertThat(first.beginRun()).isEqualTo("r1");
      first.stock("sku", 5);
      first.placed(new Position("ORDERS", 1), "r1-000000");
      first.poison(new Position("ORDERS", 2));
    }
    try (JournalFile second = JournalFile.open(file)) {
      assertThat(second.beginRun()).isEqualTo("r2");
      second.placed(new Position("ORDERS", 3), "r2-000000");
      assertThat(second.journal())
          .isEqualTo(
              new Journal(
                  Map.of(
                      new Position("ORDERS", 1), "r1-000000",
                      new Position("ORDERS", 3), "r2-000000"),
                  List.of(new Position("ORDERS", 2)),
                  Map.of("sku", 5L)));
    }
  }
}
