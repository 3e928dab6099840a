package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void point_armed_by_a_file_halts_the_process_once_and_the_file_becomes_the_proof()
      throws Exception {
    CrashPoints points = armedByFiles();
    points.hit("order.after-write");
    assertThat(halts).hasValue(0);
    assertThat(directory.resolve("seen/order.after-write")).exists();

    Files.createFile(directory.resolve("armed/order.after-write"));
    points.hit("order.other");
    assertThat(halts).hasValue(0);
    points.hit("order.after-write");
    points.hit("order.after-write");

    assertThat(halts).hasValue(1);
    assertThat(directory.resolve("armed/order.after-write")).doesNotExist();
    assertThat(directory.resolve("order.after-write"))
        .content()
        .startsWith(String.valueOf(ProcessHandle.current().pid()));
  }

  @Test
  void point_armed_twice_halts_two_processes() throws Exception {
    CrashPoints points = armedByFiles();
    Files.createFile(directory.resolve("armed/order.after-write"));
    Files.createFile(directory.resolve("armed/order.after-write@2"));

    for (int hit = 0; hit < 3; hit++) {
      points.hit("order.after-write");
    }

    assertThat(halts).hasValue(2);
    assertThat(directory.resolve("order.after-write@2")).exists();
  }

  @Test
  void point_armed_with_a_pause_holds_its_thread_until_it_may_go_on() throws Exception {
    CrashPoints points = armedByFiles();
    Files.writeString(directory.resolve("armed/order.after-write"), "pause");
    Files.createFile(directory.resolve("resume/order.after-write"));

    points.hit("order.after-write");

    assertThat(halts).hasValue(0);
    assertThat(directory.resolve("order.after-write")).exists();
  }

  private CrashPoints armedByFiles() throws IOException {
    for (String folder : List.of("armed", "resume", "seen")) {
      Files.createDirectory(directory.resolve(folder));
    }
    return points("armed");
  }

  private CrashPoints points(String setting) {
    return new CrashPoints(setting, directory.toString(), halts::incrementAndGet);
  }
}
