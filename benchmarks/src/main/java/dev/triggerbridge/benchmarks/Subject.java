package dev.triggerbridge.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** What is measured. */
enum Subject {
  /** Pull, encode, POST, ack. */
  BARE {
    @Override
    JavaProcess start(Setup setup, Path folder) throws Exception {
      JavaProcess process =
          JavaProcess.start(
              folder.resolve("bare.log"),
              Map.of(),
              setup.aot().options(this),
              JavaProcess.ours(
                  BareLoop.class,
                  setup.nats(),
                  Workload.STREAM,
                  consumer(),
                  setup.lambda(),
                  Integer.toString(setup.batchSize()),
                  Integer.toString(setup.concurrency())));
      process.awaitLine(NoopLambda.READY);
      return process;
    }
  },

  /** The packaged bridge, everything on. */
  BRIDGE {
    @Override
    JavaProcess start(Setup setup, Path folder) throws Exception {
      return PackagedBridge.start(
          setup.bridgeJar(), folder, setup.aot().options(this), configuration(setup));
    }

    private String configuration(Setup setup) {
      return """
      nats: {servers: "%s"}
      lambda: {region: eu-central-1, endpoint: "%s"}
      mappings:
        - name: %s
          stream: %s
          filterSubjects: [%s]
          functionName: noop
          batchSize: %d
          maximumConcurrency: %d
      """
          .formatted(
              setup.nats(),
              setup.lambda(),
              consumer(),
              Workload.STREAM,
              Workload.SUBJECT,
              setup.batchSize(),
              setup.concurrency())
          .concat(setup.more());
    }
  };

  /** Starts it and returns when it would process messages. */
  abstract JavaProcess start(Setup setup, Path folder) throws Exception;

  String consumer() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What every subject is told.
   *
   * @param nats address
   * @param lambda address of the Invoke API
   * @param batchSize most records in an invocation
   * @param concurrency most invocations under way
   * @param bridgeJar the packaged bridge
   * @param aot Java's cache
   * @param more lines of the bridge's configuration, each with its line end
   */
  record Setup(
      String nats,
      String lambda,
      int batchSize,
      int concurrency,
      Path bridgeJar,
      AotCache aot,
      String more) {
    Setup(
        String nats, String lambda, int batchSize, int concurrency, Path bridgeJar, AotCache aot) {
      this(nats, lambda, batchSize, concurrency, bridgeJar, aot, "");
    }

    Setup with(AotCache other) {
      return new Setup(nats, lambda, batchSize, concurrency, bridgeJar, other, more);
    }

    Setup with(String lines) {
      return new Setup(nats, lambda, batchSize, concurrency, bridgeJar, aot, lines);
    }
  }
}
