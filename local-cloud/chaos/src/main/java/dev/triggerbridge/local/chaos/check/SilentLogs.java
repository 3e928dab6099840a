package dev.triggerbridge.local.chaos.check;

import dev.triggerbridge.local.chaos.stack.Planted;
import dev.triggerbridge.local.system.check.Verdict;
import dev.triggerbridge.local.system.read.LogScan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads everything that the processes of a stack have printed so far, and looks for secrets. */
public final class SilentLogs {
  private static final String BRIDGE = "bridge.log";
  private static final String FUNCTIONS = "functions/";

  private SilentLogs() {}

  /**
   * The verdict; holds only if bridge and functions have printed something.
   *
   * @param state folder with all logs
   */
  public static Verdict judge(Path state) throws IOException {
    LogScan logs = new LogScan(state);
    Map<String, String> planted = Planted.texts();
    List<String> violations = new ArrayList<>(logs.findings(planted));
    int lines = 0;
    for (String of : List.of(BRIDGE, FUNCTIONS)) {
      int printed = logs.linesOf(of).size();
      if (printed == 0) {
        violations.add(of + " has printed nothing that could be judged");
      }
      lines += printed;
    }
    return Verdict.of(
        "no log shows a secret or a payload",
        violations,
        "%d planted texts in %d lines of bridge and functions".formatted(planted.size(), lines));
  }
}
