package dev.triggerbridge.local.lambda;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes a JDK AOT cache for an artifact: starts it once, lets it handle a harmless event if there
 * is one, and keeps what the JVM writes at its end. Starts that follow take about half as long.
 */
final class AotTraining {
  private static final Logger LOG = Logger.getLogger(AotTraining.class.getName());
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration END_LIMIT = Duration.ofSeconds(120);

  private AotTraining() {}

  /** Blocks for some seconds if there is no cache yet. Without one, functions run all the same. */
  static void prepare(
      LocalFunction function,
      FunctionCode code,
      ExecutionCommand command,
      LambdaServiceOptions options) {
    if (code.hasAotCache()) {
      return;
    }
    try (FileChannel file =
            FileChannel.open(
                code.root().resolve("aot.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        var lock = file.lock()) {
      if (!code.hasAotCache()) {
        record(function, code, command, options);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "no AOT cache for " + function.name() + ", starts are slower", e);
    }
  }

  private static void record(
      LocalFunction function,
      FunctionCode code,
      ExecutionCommand command,
      LambdaServiceOptions options)
      throws IOException {
    Path recorded = code.root().resolve("recorded.aot");
    Execution execution =
        new Execution(
            function,
            (api, log, temp) -> command.recording(recorded, api, log, temp),
            options.withFreeze(false).withLogListener(LogListener.NONE));
    try {
      if (execution.awaitInit(START_LIMIT).isEmpty()) {
        function.trainingEvent().ifPresent(event -> invoke(execution, function, event));
        execution.terminate(END_LIMIT);
      }
    } finally {
      execution.end();
    }
    if (!Files.isRegularFile(recorded)) {
      throw new IOException("the JVM wrote none; its log ends with: " + lastLine(execution));
    }
    Files.move(recorded, code.aotCache(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void invoke(Execution execution, LocalFunction function, String event) {
    var unused =
        execution.invoke(
            new Invocation(
                "00000000-0000-0000-0000-000000000000",
                event.getBytes(StandardCharsets.UTF_8),
                "arn:aws:lambda:local:"
                    + LambdaServiceOptions.ACCOUNT
                    + ":function:"
                    + function.name(),
                "Root=1-00000000-000000000000000000000000;Sampled=0",
                null),
            function.timeout(),
            () -> {});
  }

  private static String lastLine(Execution execution) {
    String tail = new String(execution.log(), StandardCharsets.UTF_8).strip();
    return tail.substring(tail.lastIndexOf('\n') + 1);
  }
}
