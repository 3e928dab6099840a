package dev.triggerbridge.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** One subject, measured once. */
final class Round {
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final int NEVER_DONE_SECONDS = 300;

  private final Workload workload;
  private final Endpoint endpoint;
  private final Subject.Setup setup;
  private final Path folder;

  Round(Workload workload, Endpoint endpoint, Subject.Setup setup, Path folder) {
    this.workload = workload;
    this.endpoint = endpoint;
    this.setup = setup;
    this.folder = folder;
  }

  /** Drains a full stream: the first messages warm the JVM up, the others are measured. */
  Throughput throughput(Subject subject, int warmup, int messages) throws Exception {
    workload.fill(warmup + messages);
    workload.consumer(subject.consumer(), maxAckPending());
    endpoint.reset(false);
    Path logs = Files.createDirectories(folder.resolve("throughput"));
    try (JavaProcess process = subject.start(setup, logs)) {
      Sample begin = awaitRecords(process, warmup);
      Sample end = awaitRecords(process, warmup + messages);
      awaitDone(process, subject);
      double measured = end.counters.records() - begin.counters.records();
      double seconds = (end.counters.nanos() - begin.counters.nanos()) / 1e9;
      return new Throughput(
          measured / seconds,
          end.cpu.minus(begin.cpu).toNanos() / 1e3 / measured,
          measured / (end.counters.invocations() - begin.counters.invocations()),
          workload.redelivered(subject.consumer()));
    }
  }

  /** Publishes at a fixed rate; a first stretch warms up. */
  Latency latency(Subject subject, int perSecond, int seconds) throws Exception {
    workload.fill(0);
    workload.consumer(subject.consumer(), maxAckPending());
    Path logs = Files.createDirectories(folder.resolve("latency"));
    try (JavaProcess process = subject.start(setup, logs)) {
      double ready = process.age().toNanos() / 1e9;
      TimeUnit.NANOSECONDS.sleep(IDLE.toNanos());
      long idleBytes = process.residentBytes();
      endpoint.reset(true);
      awaitRecords(process, workload.openLoop(perSecond, seconds));
      endpoint.reset(true);
      Duration before = process.cpu();
      int published = workload.openLoop(perSecond, seconds);
      Sample end = awaitRecords(process, published);
      awaitDone(process, subject);
      return new Latency(
          end.counters.p50Micros() / 1e3,
          end.counters.p99Micros() / 1e3,
          end.counters.maxMicros() / 1e3,
          end.cpu.minus(before).toNanos() / 1e3 / published,
          ready,
          idleBytes,
          process.residentBytes());
    }
  }

  private int maxAckPending() {
    return setup.batchSize() * setup.concurrency() * 2 + 1_000;
  }

  private Sample awaitRecords(JavaProcess process, long records) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(NEVER_DONE_SECONDS);
    while (true) {
      Endpoint.Counters counters = endpoint.counters();
      if (counters.records() >= records) {
        return new Sample(counters, process.cpu());
      }
      failIfStuck(process, deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private void awaitDone(JavaProcess process, Subject subject) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(NEVER_DONE_SECONDS);
    while (!workload.isDone(subject.consumer())) {
      failIfStuck(process, deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void failIfStuck(JavaProcess process, long deadline) throws Exception {
    if (!process.isAlive() || System.nanoTime() > deadline) {
      throw new IllegalStateException(
          "the subject ended or made no progress; its log is in " + folder);
    }
  }

  private record Sample(Endpoint.Counters counters, Duration cpu) {}

  /**
   * A drained stream.
   *
   * @param perSecond messages
   * @param cpuMicros of the subject's process, per message
   * @param batch records per invocation, on average
   * @param redelivered messages, which were counted twice
   */
  record Throughput(double perSecond, double cpuMicros, double batch, long redelivered) {}

  /**
   * A fixed rate.
   *
   * @param p50Millis from when the message was due to the arrival of its invocation
   * @param p99Millis the same
   * @param maxMillis the same
   * @param cpuMicros of the subject's process, per message
   * @param readySeconds from the start of the process until it was ready
   * @param idleBytes resident when it was ready and had nothing to do
   * @param busyBytes resident at the end
   */
  record Latency(
      double p50Millis,
      double p99Millis,
      double maxMillis,
      double cpuMicros,
      double readySeconds,
      long idleBytes,
      long busyBytes) {}
}
