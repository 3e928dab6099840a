package dev.triggerbridge.local.chaos.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stops and continues processes of this machine by their id, and sees what state they are in. */
public final class Processes {
  private Processes() {}

  /** SIGSTOP; harmless if the process is gone. */
  public static void stop(long pid) throws IOException, InterruptedException {
    signal("STOP", pid);
  }

  /** SIGCONT; harmless if the process is gone. */
  public static void resume(long pid) throws IOException, InterruptedException {
    signal("CONT", pid);
  }

  /** Whether it exists and is stopped; Linux only. */
  public static boolean isStopped(long pid) {
    return state(pid) == 'T';
  }

  private static char state(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return ' ';
    }
  }

  private static void signal(String name, long pid) throws IOException, InterruptedException {
    var unused =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
  }
}
