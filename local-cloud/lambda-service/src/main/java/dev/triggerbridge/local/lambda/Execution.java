package dev.triggerbridge.local.lambda;

import dev.triggerbridge.local.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** One process of the runtime interface client. Runs one invocation at a time. */
final class Execution {
  /** How long an answer waits for the runtime to ask for more: then nobody needs another one. */
  private static final Duration HAND_BACK = Duration.ofMillis(50);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final LocalFunction function;
  private final RuntimeApi api;
  private final ExecutionLog log;
  private final Process process;
  private final Path temp;
  private final long startedNanos = System.nanoTime();
  private final boolean freeze;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private volatile Duration init = Duration.ZERO;
  private volatile boolean initialized;
  private volatile boolean initReported;
  private volatile boolean frozen;
  private volatile boolean endedByUs;
  private volatile long idleSinceNanos;

  /** Makes the process of an execution from the address of its Runtime API, log and temp folder. */
  interface Command {
    ProcessBuilder process(String runtimeApi, Path log, Path temp);
  }

  Execution(LocalFunction function, Command command, LambdaServiceOptions options)
      throws IOException {
    this.function = function;
    this.freeze = options.freeze();
    Path folder = options.directory().toAbsolutePath().resolve(function.name());
    String id = "%03d-%x".formatted(NUMBER.incrementAndGet(), System.currentTimeMillis());
    this.log =
        new ExecutionLog(function.name(), folder.resolve(id + ".log"), options.logListener());
    this.temp = Files.createDirectories(folder.resolve(id + ".tmp"));
    this.api = new RuntimeApi();
    try {
      this.process = ChildProcess.start(command.process(api.address(), log.file(), temp));
    } catch (IOException e) {
      api.close();
      throw e;
    }
    // Not Process.onExit: that needs a thread of the common pool, which others may have blocked.
    Thread.ofVirtual().name("await-" + id).start(this::awaitEnd);
  }

  /** Runs when the process has ended, at once if it has. */
  void onEnd(Runnable action) {
    var unused = ended.thenRun(action);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether an invocation has been given to it whose answer is not there yet. */
  boolean working() {
    return api.works();
  }

  /** Whether it ended after its init and without our doing. */
  boolean crashed() {
    return initialized && !endedByUs;
  }

  /** Blocks until the init is over; empty if it went well. */
  Optional<Answer.Failed> awaitInit(Duration limit) {
    try {
      Optional<Answer.Failed> failure =
          api.waitsForWork().get(limit.toNanos(), TimeUnit.NANOSECONDS);
      init = Duration.ofNanos(System.nanoTime() - startedNanos);
      idleSinceNanos = System.nanoTime();
      initialized = failure.isEmpty();
      return failure;
    } catch (TimeoutException e) {
      return Optional.of(Failures.initTimedOut(limit));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(Failures.notStarted("interrupted"));
    }
  }

  /** Completes empty when it can take the next invocation, and otherwise when it has ended. */
  CompletableFuture<Optional<Answer.Failed>> readyAgain() {
    return api.waitsForWork();
  }

  /**
   * Runs one invocation; kills the process at the limit.
   *
   * @return empty if the process had ended before it got the event: another one may have it
   */
  Optional<InvocationResult> invoke(Invocation invocation, Duration limit, Runnable onTimeout) {
    if (!process.isAlive()) {
      return Optional.empty();
    }
    thaw();
    String id = invocation.requestId();
    long mark = log.append("START RequestId: " + id + " Version: $LATEST");
    long startedAt = System.nanoTime();
    Optional<CompletableFuture<Answer>> offered = api.offer(invocation, limit);
    if (offered.isEmpty()) {
      return Optional.empty();
    }
    Answer answer;
    try {
      answer = offered.get().get(limit.toNanos(), TimeUnit.NANOSECONDS);
      awaitHandBack();
    } catch (TimeoutException e) {
      onTimeout.run();
      end();
      answer = Failures.timedOut(id, function.timeout(), Instant.now());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end();
      answer = Failures.exited(id, 137);
    }
    report(id, Duration.ofNanos(System.nanoTime() - startedAt));
    byte[] tail = log.tail(mark);
    log.publish();
    return Optional.of(new InvocationResult(answer, tail));
  }

  /** Has nothing to do from now on: stopped until the next invocation, where freezing is on. */
  void rest() {
    idleSinceNanos = System.nanoTime();
    if (freeze) {
      frozen = true;
      Signals.stop(process);
    }
  }

  /** How long it has had nothing to do; only meaningful while idle. */
  Duration idleFor() {
    return Duration.ofNanos(System.nanoTime() - idleSinceNanos);
  }

  /** The end of all that it printed. */
  byte[] log() {
    return log.tail(0);
  }

  /** SIGKILL; returns when the process is gone. */
  void end() {
    endedByUs = true;
    kill();
  }

  /** SIGKILL as a fault: counts as a crash. Returns when the process is gone. */
  void kill() {
    process.destroyForcibly();
    awaitExit(Duration.ofSeconds(10));
  }

  /** SIGTERM, for a JVM that has something to write at its end. */
  boolean terminate(Duration limit) {
    endedByUs = true;
    thaw();
    process.destroy();
    return awaitExit(limit);
  }

  private void thaw() {
    if (frozen) {
      frozen = false;
      Signals.resume(process);
    }
  }

  private void awaitHandBack() throws InterruptedException, ExecutionException {
    try {
      api.waitsForWork().get(HAND_BACK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Busy still: whoever comes next waits for it, or gets another one.
    }
  }

  private boolean awaitExit(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private void awaitEnd() {
    while (process.isAlive()) {
      awaitExit(Duration.ofDays(1));
    }
    try {
      api.exited(process.exitValue());
      api.close();
      log.publish();
      TempFolders.delete(temp);
    } finally {
      var unused = ended.complete(null);
    }
  }

  private void report(String id, Duration duration) {
    String initPart = "";
    if (!initReported) {
      initReported = true;
      initPart = String.format(Locale.ROOT, "\tInit Duration: %.2f ms", init.toNanos() / 1e6);
    }
    log.append("END RequestId: " + id);
    log.append(
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB%s",
            id,
            duration.toNanos() / 1e6,
            duration.toMillis() + 1,
            function.memoryMb(),
            initPart));
  }
}
