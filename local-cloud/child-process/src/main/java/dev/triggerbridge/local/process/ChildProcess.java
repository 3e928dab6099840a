package dev.triggerbridge.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts processes that the kernel kills when this JVM ends, even by SIGKILL. Where there is no
 * {@code setpriv} (it comes with util-linux), they are ordinary children.
 *
 * <p>Linux binds that to the thread that started the process, so all are started by one platform
 * thread that lives as long as the JVM.
 */
public final class ChildProcess {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");
  private static final ExecutorService THREAD =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("child-processes").factory());

  private ChildProcess() {}

  /**
   * Starts the process; its id is that of the command itself. Blocks until it is started.
   *
   * @throws IOException if it cannot be started, or this thread was interrupted
   */
  public static Process start(ProcessBuilder builder) throws IOException {
    if (Files.isExecutable(SETPRIV)) {
      List<String> command =
          new ArrayList<>(List.of(SETPRIV.toString(), "--pdeathsig", "KILL", "--"));
      command.addAll(builder.command());
      builder.command(command);
    }
    try {
      return THREAD.submit(builder::start).get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting " + builder.command().getLast(), e);
    }
  }
}
