package dev.triggerbridge.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTest {
  private Path folder;
  private LambdaService service;
  private LambdaClient client;

  @BeforeAll
  void start(@TempDir Path temporary) {
    folder = temporary;
    service = LambdaService.start(Sample.options(folder).withInitLimit(Duration.ofSeconds(5)));
    client = Sample.client(service.endpoint());
  }

  @AfterAll
  void stop() {
    client.close();
    service.close();
  }

  @Test
  void timeout_kills_the_execution_and_answers_as_lambda_does() {
    service.register(Sample.function("late", folder).withTimeout(Duration.ofSeconds(1)));
    String first = Sample.answer(client, "late", "pid");
    InvokeResponse response = Sample.invoke(client, "late", "sleep 30000");
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String())
        .matches(
            "\\{\"errorMessage\":\"[-0-9T:.]+Z "
                + response.responseMetadata().requestId()
                + " Task timed out after 1.00 seconds\"}");
    assertThat(ProcessHandle.of(Long.parseLong(first))).isEmpty();
    assertThat(Sample.answer(client, "late", "pid")).isNotEqualTo(first);
    assertThat(stats("late").timeouts()).isEqualTo(1);
    assertThat(stats("late").crashes()).isZero();
  }

  @Test
  void exit_of_the_process_is_a_function_error_and_the_next_invocation_gets_another_one() {
    service.register(Sample.function("exits", folder));
    InvokeResponse response = Sample.invoke(client, "exits", "exit 3");
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String())
        .contains("\"errorType\":\"Runtime.ExitError\"")
        .contains("exit status 3");
    assertThat(Sample.answer(client, "exits", "hello")).isEqualTo("\"hello\"");
    await().untilAsserted(() -> assertThat(stats("exits").crashes()).isEqualTo(1));
  }

  @Test
  void exhausted_heap_is_a_function_error_and_the_next_invocation_gets_another_process() {
    service.register(Sample.function("hungry", folder));
    String first = Sample.answer(client, "hungry", "pid");
    InvokeResponse response = Sample.invoke(client, "hungry", "exhaust");
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String()).contains("java.lang.OutOfMemoryError");
    assertThat(Sample.answer(client, "hungry", "pid")).isNotEqualTo(first);
  }

  @Test
  void kill_of_a_busy_execution_is_a_function_error() {
    service.register(Sample.function("victim", folder));
    Path marker = folder.resolve("is-busy");
    CompletableFuture<InvokeResponse> running =
        CompletableFuture.supplyAsync(() -> Sample.invoke(client, "victim", "hang " + marker));
    await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(marker));
    long pid = service.killExecution("victim").orElseThrow();
    InvokeResponse response = running.join();
    assertThat(response.payload().asUtf8String())
        .contains("Runtime.ExitError")
        .contains("signal: killed");
    assertThat(ProcessHandle.of(pid)).isEmpty();
  }

  @Test
  void kill_of_an_idle_execution_is_not_noticed_by_the_next_invocation() {
    service.register(Sample.function("idle", folder));
    String first = Sample.answer(client, "idle", "pid");
    await().until(() -> stats("idle").concurrency() == 0);
    assertThat(service.killExecution("idle")).contains(Long.parseLong(first));
    InvokeResponse response = Sample.invoke(client, "idle", "pid");
    assertThat(response.functionError()).isNull();
    assertThat(response.payload().asUtf8String()).isNotEqualTo(first);
  }

  @Test
  void init_that_throws_is_a_function_error_with_its_exception() {
    service.register(Sample.function("broken", folder).withEnvironment(Map.of("INIT", "throw")));
    InvokeResponse response = Sample.invoke(client, "broken", "hello");
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String()).contains("no init today");
    assertThat(stats("broken").initFailures()).isEqualTo(2);
  }

  @Test
  void init_over_the_limit_is_tried_once_more_within_the_invocation() {
    String marker = folder.resolve("was-slow").toString();
    service.register(
        Sample.function("slow", folder).withEnvironment(Map.of("INIT", "slow-once " + marker)));
    assertThat(Sample.answer(client, "slow", "hello")).isEqualTo("\"hello\"");
    assertThat(stats("slow").coldStarts()).isEqualTo(2);
    assertThat(stats("slow").initFailures()).isEqualTo(1);
  }

  @Test
  void handler_that_does_not_exist_is_a_function_error_that_names_it() {
    LocalFunction sample = Sample.function("nobody", folder);
    service.register(
        new LocalFunction(
            "nobody",
            "no.such.Handler::handleRequest",
            sample.artifact(),
            sample.memoryMb(),
            sample.timeout(),
            sample.reservedConcurrency(),
            sample.environment(),
            sample.aliases(),
            sample.trainingEvent()));
    assertThat(Sample.answer(client, "nobody", "hello")).contains("no.such.Handler");
  }

  private FunctionStats stats(String function) {
    return Objects.requireNonNull(service.stats().get(function));
  }
}
