package dev.triggerbridge.local.system.stack;

import dev.triggerbridge.local.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the packaged bridge as a child process and starts it again whenever it dies, as the
 * orchestrator of a cloud would. Thread-safe.
 */
public final class BridgeSupervisor implements AutoCloseable {
  private static final int STOP_SECONDS = 20;
  private static final Duration SHORT_LIFE = Duration.ofSeconds(2);

  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final Consumer<String> notice;
  private final Thread watcher;
  private Process process;
  private boolean closed;
  private int restarts;

  private BridgeSupervisor(
      List<String> command, Map<String, String> environment, Path log, Consumer<String> notice)
      throws IOException {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.log = log;
    this.notice = notice;
    process = launch();
    watcher = Thread.ofVirtual().name("bridge-supervisor").start(this::watch);
  }

  /**
   * Starts the bridge; does not wait until it is ready.
   *
   * @param command program and arguments
   * @param environment variables of every process
   * @param log file that the output of all processes is appended to
   * @param notice told each time a process died, for people; called from another thread
   * @throws IOException if the program cannot be started
   */
  public static BridgeSupervisor start(
      List<String> command, Map<String, String> environment, Path log, Consumer<String> notice)
      throws IOException {
    return new BridgeSupervisor(command, environment, log, notice);
  }

  /** Process id of the bridge that runs now. */
  public synchronized long pid() {
    return process.pid();
  }

  /** How often a dead bridge was replaced. */
  public synchronized int restarts() {
    return restarts;
  }

  /** Kills the running process as {@code kill -9} does; the supervisor replaces it. */
  public synchronized void kill() {
    process.destroyForcibly();
  }

  /** Stops the bridge, gracefully while it answers, and waits until it is gone. */
  @Override
  public void close() {
    Process last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    last.destroy();
    boolean interrupted = Thread.interrupted();
    try {
      if (interrupted || !last.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        last.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      last.destroyForcibly();
      interrupted = true;
    }
    watcher.interrupt();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      while (true) {
        Process watched;
        synchronized (this) {
          watched = process;
        }
        long started = System.nanoTime();
        int status = watched.waitFor();
        if (System.nanoTime() - started < SHORT_LIFE.toNanos()) {
          // A bridge that cannot even start must not be started a thousand times a second.
          TimeUnit.SECONDS.sleep(1);
        }
        synchronized (this) {
          if (closed) {
            return;
          }
          restarts++;
          process = launch();
          notice.accept(
              "bridge %d ended with %d, started again as %d"
                  .formatted(watched.pid(), status, process.pid()));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      return ChildProcess.start(builder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    }
  }
}
