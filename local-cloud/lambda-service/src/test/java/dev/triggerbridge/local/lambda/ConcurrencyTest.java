package dev.triggerbridge.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConcurrencyTest {
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private Path folder;
  private LambdaService service;
  private LambdaClient client;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    service = LambdaService.start(Sample.options(folder).withIdleTimeout(Duration.ofSeconds(3)));
    client = Sample.client(service.endpoint());
  }

  @AfterAll
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void invocation_beyond_the_reserved_concurrency_is_throttled() throws IOException {
    service.register(Sample.function("narrow", folder).withReservedConcurrency(1));
    Path end = folder.resolve("narrow-end");
    CompletableFuture<String> first = start("narrow", "until " + end);
    await().until(() -> stats("narrow").concurrency() == 1);
    assertThatThrownBy(() -> Sample.invoke(client, "narrow", "hello"))
        .isInstanceOfSatisfying(
            TooManyRequestsException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(429);
              assertThat(e.reasonAsString())
                  .isEqualTo("ReservedFunctionConcurrentInvocationLimitExceeded");
              assertThat(e.retryAfterSeconds()).isEqualTo("1");
            });
    Files.createFile(end);
    assertThat(first.join()).isEqualTo("null");
    assertThat(stats("narrow").throttles()).isEqualTo(1);
    assertThat(stats("narrow").executions()).isEqualTo(1);
  }

  @Test
  void simultaneous_invocations_run_in_processes_of_their_own() throws IOException {
    service.register(Sample.function("wide", folder).withReservedConcurrency(3));
    Path end = folder.resolve("wide-end");
    List<CompletableFuture<String>> running =
        IntStream.range(0, 3).mapToObj(index -> start("wide", "until " + end)).toList();
    await().atMost(Duration.ofSeconds(25)).until(() -> service.executions("wide").size() == 3);
    Files.createFile(end);
    assertThat(running.stream().map(CompletableFuture::join)).containsOnly("null");
    assertThat(stats("wide").maxConcurrency()).isEqualTo(3);
  }

  @Test
  void invocations_one_after_the_other_share_a_process() {
    service.register(Sample.function("calm", folder));
    String first = Sample.answer(client, "calm", "pid");
    for (int count = 0; count < 50; count++) {
      assertThat(Sample.answer(client, "calm", "pid")).isEqualTo(first);
    }
    assertThat(stats("calm").coldStarts()).isEqualTo(1);
  }

  @Test
  void idle_execution_uses_no_cpu_and_works_again_when_invoked() throws IOException {
    service.register(Sample.function("frozen", folder));
    long pid = Long.parseLong(Sample.answer(client, "frozen", "burn"));
    await().until(() -> stateOf(pid).equals("T"));
    long before = cpuTicksOf(pid);
    await().pollDelay(Duration.ofMillis(500)).until(() -> stateOf(pid).equals("T"));
    assertThat(cpuTicksOf(pid)).isEqualTo(before);
    assertThat(Sample.answer(client, "frozen", "pid")).isEqualTo(Long.toString(pid));
  }

  @Test
  void execution_that_was_idle_for_long_is_ended() {
    service.register(Sample.function("old", folder));
    long pid = Long.parseLong(Sample.answer(client, "old", "pid"));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    assertThat(stats("old").reaped()).isEqualTo(1);
    assertThat(stats("old").crashes()).isZero();
  }

  @Test
  void close_leaves_no_process() {
    List<Long> pids;
    try (LambdaService other = LambdaService.start(Sample.options(folder.resolve("other")));
        LambdaClient otherClient = Sample.client(other.endpoint())) {
      other.register(Sample.function("short", folder));
      assertThat(Sample.answer(otherClient, "short", "hello")).isEqualTo("\"hello\"");
      pids = other.executions("short");
    }
    assertThat(pids)
        .hasSize(1)
        .noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
  }

  private CompletableFuture<String> start(String function, String command) {
    return CompletableFuture.supplyAsync(() -> Sample.answer(client, function, command), THREADS);
  }

  private FunctionStats stats(String function) {
    return Objects.requireNonNull(service.stats().get(function));
  }

  private static String stateOf(long pid) throws IOException {
    return statOf(pid)[0];
  }

  /** User and system time. */
  private static long cpuTicksOf(long pid) throws IOException {
    String[] stat = statOf(pid);
    return Long.parseLong(stat[11]) + Long.parseLong(stat[12]);
  }

  /** Fields of /proc/pid/stat after the command, the state first. */
  private static String[] statOf(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }
}
