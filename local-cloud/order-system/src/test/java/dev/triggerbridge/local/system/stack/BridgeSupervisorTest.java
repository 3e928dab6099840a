package dev.triggerbridge.local.system.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeSupervisorTest {
  @TempDir private Path folder;

  private final List<String> notices = new CopyOnWriteArrayList<>();

  @Test
  void killed_process_is_replaced_by_one_with_the_same_variables() throws Exception {
    Path log = folder.resolve("log");
    try (BridgeSupervisor supervisor = start("echo \"crash=$CRASH\"; exec sleep 600", log)) {
      await().until(() -> Files.readString(log).equals("crash=yes\n"));
      long first = supervisor.pid();

      supervisor.kill();

      await().until(() -> supervisor.pid() != first);
      await().until(() -> Files.readString(log).equals("crash=yes\ncrash=yes\n"));
      assertThat(supervisor.restarts()).isEqualTo(1);
      assertThat(notices).singleElement().asString().contains(Long.toString(first));
    }
  }

  @Test
  void closed_supervisor_leaves_no_process() throws Exception {
    BridgeSupervisor supervisor = start("exec sleep 600", folder.resolve("log"));
    ProcessHandle process = ProcessHandle.of(supervisor.pid()).orElseThrow();

    supervisor.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(supervisor.restarts()).isZero();
  }

  private BridgeSupervisor start(String script, Path log) throws Exception {
    return BridgeSupervisor.start(
        List.of("sh", "-c", script), Map.of("CRASH", "yes"), log, notices::add);
  }
}
