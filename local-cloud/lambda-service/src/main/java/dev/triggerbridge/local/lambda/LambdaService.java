package dev.triggerbridge.local.lambda;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lambda on this machine: its Invoke API on 127.0.0.1, its Runtime API behind, and in between the
 * functions' packaged artifacts in processes of AWS's runtime interface client, one per concurrent
 * execution.
 *
 * <p>Safe for use by several threads. All processes end with {@link #close} or with this JVM. Linux
 * only, because AWS's runtime interface client is.
 */
public final class LambdaService implements AutoCloseable {
  private final LambdaServiceOptions options;
  private final Functions functions;
  private final CodeStore codes;
  private final Semaphore startGate;
  private final AsyncInvoker async = new AsyncInvoker();
  private final DeployHandler deploy;
  private final HttpServer server;
  private final Thread endWithJvm = new Thread(this::endAll, "end-lambda-service");
  private final ScheduledExecutorService reaper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lambda-reaper").factory());

  private LambdaService(LambdaServiceOptions options) throws IOException {
    this.options = options;
    this.functions = new Functions(options.region());
    this.codes = new CodeStore(options.cache());
    this.startGate = new Semaphore(options.parallelStarts(), true);
    DescribeHandler describe = new DescribeHandler(functions);
    this.deploy =
        new DeployHandler(
            functions, describe, options.directory().resolve("deployed"), this::register);
    this.server =
        Http.start(options.port(), new InvokeApi(functions, async, describe, deploy)::handle);
    long period = Math.clamp(options.idleTimeout().toMillis() / 4, 20, 10_000);
    var unused =
        reaper.scheduleWithFixedDelay(
            () -> functions.all().forEach(FunctionPool::reap),
            period,
            period,
            TimeUnit.MILLISECONDS);
    Runtime.getRuntime().addShutdownHook(endWithJvm);
  }

  /**
   * Starts the service without functions; returns at once.
   *
   * @throws UncheckedIOException if the port is taken or the folder not writable
   * @throws IllegalStateException on another system than Linux
   */
  public static LambdaService start(LambdaServiceOptions options) {
    if (!System.getProperty("os.name", "").startsWith("Linux")) {
      throw new IllegalStateException(
          "the local Lambda service needs Linux, because AWS's runtime interface client does: use"
              + " a Linux machine, a container or WSL");
    }
    try {
      Files.createDirectories(options.directory());
      return new LambdaService(options);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the local Lambda service: " + e.getMessage(), e);
    }
  }

  /**
   * Deploys a function, or replaces the one of the same name. Unpacks the artifact; the AOT cache,
   * if it has to be made, is made in the background, and the first start waits for it.
   *
   * @throws UncheckedIOException if the artifact cannot be read
   */
  public void register(LocalFunction function) {
    FunctionCode code = codes.unpack(function);
    ExecutionCommand command = new ExecutionCommand(function, code, options);
    CompletableFuture<Void> prepared = new CompletableFuture<>();
    functions.add(new FunctionPool(function, command, options, startGate, prepared));
    if (options.aotCache() && !code.hasAotCache()) {
      Thread.ofVirtual()
          .name("aot-" + function.name())
          .start(() -> prepare(function, code, command, prepared));
    } else {
      var unused = prepared.complete(null);
    }
  }

  /**
   * Gives these variables to every function that is created over the API from now on, as emulators
   * do with {@code AWS_ENDPOINT_URL}; a function's own win.
   */
  public void giveToDeployed(Map<String, String> variables) {
    deploy.give(variables);
  }

  /** The address for clients, for example for {@code AWS_ENDPOINT_URL_LAMBDA}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What happened so far, by function name. */
  public Map<String, FunctionStats> stats() {
    Map<String, FunctionStats> stats = new TreeMap<>();
    functions.all().forEach(pool -> stats.put(pool.function().name(), pool.stats()));
    return stats;
  }

  /** Process ids of a function's executions, frozen ones included; empty if it is not known. */
  public List<Long> executions(String function) {
    return functions.byName(function).map(FunctionPool::pids).orElse(List.of());
  }

  /** Process ids of a function's executions that are in the middle of an invocation. */
  public List<Long> working(String function) {
    return functions.byName(function).map(FunctionPool::workingPids).orElse(List.of());
  }

  /**
   * Kills an execution with SIGKILL, one that runs an invocation if there is one.
   *
   * @return its process id, or empty if the function has none
   */
  public Optional<Long> killExecution(String function) {
    return functions.byName(function).flatMap(FunctionPool::killOne);
  }

  @Override
  public void close() {
    server.stop(0);
    async.close();
    reaper.shutdownNow();
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(endWithJvm);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and runs the hook by itself.
    }
  }

  private void prepare(
      LocalFunction function,
      FunctionCode code,
      ExecutionCommand command,
      CompletableFuture<Void> prepared) {
    startGate.acquireUninterruptibly();
    try {
      AotTraining.prepare(function, code, command, options);
    } finally {
      startGate.release();
      var unused = prepared.complete(null);
    }
  }

  private void endAll() {
    functions.all().forEach(FunctionPool::close);
  }
}
