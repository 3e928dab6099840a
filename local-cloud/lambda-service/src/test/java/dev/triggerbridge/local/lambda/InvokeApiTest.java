package dev.triggerbridge.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvokeApiTest {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private LambdaService service;
  private LambdaClient client;

  @BeforeAll
  void start(@TempDir Path folder) {
    service =
        LambdaService.start(
            Sample.options(folder).withLogListener((function, line) -> lines.add(line)));
    service.register(Sample.function("sample", folder));
    client = Sample.client(service.endpoint());
  }

  @AfterAll
  void stop() {
    client.close();
    service.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sample",
        "sample:live",
        "sample:$LATEST",
        "000000000000:function:sample",
        "arn:aws:lambda:eu-central-1:000000000000:function:sample",
        "arn:aws:lambda:eu-central-1:000000000000:function:sample:1"
      })
  void invoke_by_any_form_of_the_name_returns_what_the_function_returned(String name) {
    InvokeResponse response = Sample.invoke(client, name, "hello");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isNull();
    assertThat(response.payload().asUtf8String()).isEqualTo("\"hello\"");
    assertThat(response.executedVersion()).isEqualTo(name.matches(".*(live|:1)") ? "1" : "$LATEST");
  }

  @Test
  void invoke_gives_the_function_request_id_arn_and_deadline() {
    InvokeResponse response = Sample.invoke(client, "sample:live", "context");
    assertThat(response.payload().asUtf8String())
        .isEqualTo(
            "\"%s arn:aws:lambda:eu-central-1:000000000000:function:sample:live true\"",
            response.responseMetadata().requestId());
  }

  @Test
  void invoke_of_a_throwing_function_is_a_function_error_with_its_exception() {
    InvokeResponse response = Sample.invoke(client, "sample", "throw because");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String())
        .contains("\"errorMessage\":\"because\"")
        .contains("java.lang.IllegalArgumentException");
  }

  @Test
  void invoke_with_log_tail_returns_what_was_printed_and_tells_the_listener() {
    InvokeResponse response =
        client.invoke(
            request ->
                request
                    .functionName("sample")
                    .logType(LogType.TAIL)
                    .payload(SdkBytes.fromUtf8String("\"print 4711\"")));
    String log =
        new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
    assertThat(log)
        .startsWith("START RequestId: " + response.responseMetadata().requestId())
        .contains("\nprinted 4711\n")
        .contains("\nREPORT RequestId: ");
    assertThat(lines).contains("printed 4711");
  }

  @Test
  void invoke_as_event_answers_202_and_runs_the_function() {
    InvokeResponse response =
        client.invoke(
            request ->
                request
                    .functionName("sample")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("\"print later\"")));
    assertThat(response.statusCode()).isEqualTo(202);
    await().atMost(Duration.ofSeconds(20)).until(() -> lines.contains("printed later"));
  }

  @Test
  void invoke_as_dry_run_answers_204_and_runs_nothing() {
    long before = stats().invocations();
    InvokeResponse response =
        client.invoke(
            request -> request.functionName("sample").invocationType(InvocationType.DRY_RUN));
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(stats().invocations()).isEqualTo(before);
  }

  @Test
  void invoke_with_6_mb_is_passed_and_one_byte_more_is_413() {
    String largest = "\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"";
    InvokeResponse response =
        client.invoke(r -> r.functionName("sample").payload(SdkBytes.fromUtf8String(largest)));
    assertThat(response.payload().asUtf8String()).isEqualTo(largest);
    assertThatThrownBy(
            () ->
                client.invoke(
                    r -> r.functionName("sample").payload(SdkBytes.fromUtf8String(largest + " "))))
        .isInstanceOfSatisfying(
            RequestTooLargeException.class, e -> assertThat(e.statusCode()).isEqualTo(413))
        .hasMessageContaining("6291456");
  }

  @Test
  void invoke_with_an_answer_over_6_mb_is_a_function_error_and_the_function_goes_on() {
    InvokeResponse response = Sample.invoke(client, "sample", "large 6291557");
    assertThat(response.functionError()).isEqualTo("Unhandled");
    assertThat(response.payload().asUtf8String()).contains("Function.ResponseSizeTooLarge");
    assertThat(Sample.invoke(client, "sample", "large 6291556").payload().asByteArray())
        .hasSize(6_291_556);
  }

  @Test
  void invoke_with_what_is_no_json_is_400() {
    assertThatThrownBy(
            () ->
                client.invoke(
                    r -> r.functionName("sample").payload(SdkBytes.fromUtf8String("{\"a\":"))))
        .isInstanceOf(InvalidRequestContentException.class)
        .hasMessageContaining("Could not parse request body into json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "sample:nobody"})
  void invoke_of_an_unknown_function_or_qualifier_is_404(String name) {
    assertThatThrownBy(() -> Sample.invoke(client, name, "hello"))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("arn:aws:lambda:eu-central-1:000000000000:function:" + name);
  }

  @Test
  void function_sees_its_own_environment_and_none_of_ours() {
    assertThat(Sample.answer(client, "sample", "env HOME")).isEqualTo("\"unset\"");
    assertThat(Sample.answer(client, "sample", "env AWS_LAMBDA_FUNCTION_NAME"))
        .isEqualTo("\"sample\"");
  }

  @Test
  void configuration_function_and_list_are_readable_by_the_sdk() {
    FunctionConfiguration listed = client.listFunctions().functions().getFirst();
    assertThat(listed.functionName()).isEqualTo("sample");
    assertThat(listed.timeout()).isEqualTo(30);
    assertThat(client.getFunctionConfiguration(r -> r.functionName("sample")).memorySize())
        .isEqualTo(256);
    assertThat(
            client
                .getFunction(r -> r.functionName("sample"))
                .concurrency()
                .reservedConcurrentExecutions())
        .isEqualTo(10);
    assertThat(
            client
                .getFunctionConcurrency(r -> r.functionName("sample"))
                .reservedConcurrentExecutions())
        .isEqualTo(10);
  }

  @Test
  void unknown_operation_is_refused_by_name() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(
                      URI.create(service.endpoint() + "/2015-03-31/functions/sample/aliases"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("x-amzn-ErrorType"))
          .contains("UnknownOperationException");
      assertThat(response.body()).contains("/aliases");
    }
  }

  private FunctionStats stats() {
    return java.util.Objects.requireNonNull(service.stats().get("sample"));
  }
}
