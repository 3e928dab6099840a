package dev.triggerbridge.local.nats;

import dev.triggerbridge.local.process.ChildProcess;
import dev.triggerbridge.local.process.Processes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real nats-server process on loopback with JetStream on disk.
 *
 * <p>Methods block until the process has done what is asked, and may be called from any thread. The
 * process ends with {@link #close} or with this JVM.
 */
public final class NatsServer implements AutoCloseable {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final String LOOPBACK = "127.0.0.1";

  private final Path binary;
  private final NatsServerOptions options;
  private final int port;
  private final Thread endWithJvm = new Thread(this::destroy, "end-nats-server");
  private volatile Process process;

  private NatsServer(Path binary, NatsServerOptions options, int port) throws IOException {
    this.binary = binary;
    this.options = options;
    this.port = port;
    this.process = launch();
    Runtime.getRuntime().addShutdownHook(endWithJvm);
  }

  /**
   * Starts a server and returns when it accepts clients and JetStream is ready.
   *
   * @throws IllegalStateException if it does not start; the message has the end of its log
   */
  public static NatsServer start(NatsServerOptions options) {
    try {
      Files.createDirectories(options.directory());
      int port = options.port() == 0 ? freePort() : options.port();
      return new NatsServer(NatsServerBinary.resolve(), options, port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start nats-server in " + options.directory(), e);
    }
  }

  /** The address for clients, for example {@code nats://127.0.0.1:4222}. */
  public String url() {
    return "nats://" + LOOPBACK + ":" + port;
  }

  /** The client port; the same after a restart. */
  public int port() {
    return port;
  }

  /** The process id of the running (or last) process. */
  public long pid() {
    return process.pid();
  }

  /** Whether the process runs. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** The server's log file. */
  public Path log() {
    return options.directory().resolve("nats-server.log");
  }

  /** SIGKILL; returns when the process is gone. Streams stay on disk. */
  public void kill() {
    process.destroyForcibly();
    await(process, Duration.ofSeconds(10));
  }

  /** SIGTERM; returns when the process is gone. Streams stay on disk. */
  public void stop() {
    process.destroy();
    if (!await(process, Duration.ofSeconds(10))) {
      kill();
    }
  }

  /** SIGSTOP: the server stays connected and, when this returns, answers nothing. */
  public void pause() {
    signal("SIGSTOP", Processes::stop);
  }

  /** SIGCONT: ends a {@link #pause}. */
  public void resume() {
    signal("SIGCONT", Processes::resume);
  }

  /** Starts it again on the same folder and port; kills it first if it still runs. */
  public void restart() {
    kill();
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot restart nats-server", e);
    }
  }

  @Override
  public void close() {
    destroy();
    try {
      Runtime.getRuntime().removeShutdownHook(endWithJvm);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and runs the hook by itself.
    }
  }

  private void destroy() {
    resumeIfAlive();
    stop();
  }

  private void resumeIfAlive() {
    if (process.isAlive()) {
      signal("SIGCONT", Processes::resume);
    }
  }

  private Process launch() throws IOException {
    Path configuration = options.directory().resolve("nats-server.conf");
    Files.writeString(configuration, configuration());
    Files.deleteIfExists(log());
    List<String> command = List.of(binary.toString(), "-c", configuration.toString());
    Process started =
        ChildProcess.start(
            new ProcessBuilder(options.disk().map(disk -> disk.command(command)).orElse(command))
                .directory(options.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile()));
    awaitReady(started);
    return started;
  }

  private String configuration() {
    return """
    host: %s
    port: %d
    server_name: local-%d
    max_payload: %d
    jetstream {
      store_dir: "%s"
      max_memory_store: 64MB
      %s
    }
    %s
    """
        .formatted(
            LOOPBACK,
            port,
            port,
            options.maxPayloadBytes(),
            options.disk().map(SmallDisk::folder).orElse(options.directory().resolve("jetstream")),
            // By default it promises streams no more than the disk has.
            options.disk().isPresent() ? "max_file_store: 1TB" : "",
            options.extraConfiguration().orElse(""));
  }

  /** The server says "Server is ready" only after JetStream has recovered its streams. */
  private void awaitReady(Process started) throws IOException {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      String printed = Files.exists(log()) ? Files.readString(log()) : "";
      if (printed.contains("Server is ready")) {
        return;
      }
      if (await(started, Duration.ofMillis(20))) {
        break;
      }
    }
    started.destroyForcibly();
    throw new IllegalStateException("nats-server did not start: " + tail(Files.readString(log())));
  }

  private static String tail(String printed) {
    List<String> lines = printed.lines().toList();
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  private void signal(String name, Signal signal) {
    try {
      if (!signal.send(pid())) {
        throw new IOException("it is gone");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot send " + name + " to nats-server", e);
    }
  }

  private interface Signal {
    /** Whether the process was there. */
    boolean send(long pid) throws IOException;
  }

  private static boolean await(Process process, Duration timeout) {
    try {
      return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
