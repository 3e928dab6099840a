package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashPointsTest {
  private final AtomicInteger halts = new AtomicInteger();
  @TempDir Path directory = Path.of("");

  @Test
  void process_halts_at_the_nth_hit_and_leaves_a_file() {
    CrashPoints points = points("order.after-write:3,order.other:1");

    points.hit("order.after-write");
    points.hit("order.after-write");
    assertThat(halts).hasValue(0);
    points.hit("order.after-write");

    assertThat(halts).hasValue(1);
    assertThat(directory.resolve("order.after-write"))
        .content()
        .startsWith(String.valueOf(ProcessHandle.current().pid()));
    assertThat(directory.resolve("order.other")).doesNotExist();
  }

  @Test
  void point_kills_one_process_only() {
    points("order.after-write:1").hit("order.after-write");
    points("order.after-write:1").hit("order.after-write");

    assertThat(halts).hasValue(1);
  }

  @Test
  void nothing_happens_without_the_environment() {
    new CrashPoints(null, null, halts::incrementAndGet).hit("order.after-write");

    assertThat(halts).hasValue(0);
  }

  @Test
  void setting_without_a_count_is_refused() {
    assertThatThrownBy(() -> points("order.after-write")).hasMessageContaining("point:n");
  }

  private CrashPoints points(String setting) {
    return new CrashPoints(setting, directory.toString(), halts::incrementAndGet);
  }
}
