package dev.triggerbridge.functions.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import dev.triggerbridge.functions.testing.Invocations;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The deployed handler, and Spring Cloud Function's own invoker, on a real table and gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentHandlerTest {
  private final PaymentFixture payments = new PaymentFixture();
  private final String order = PaymentFixture.newOrder();

  @TempDir Path directory = Path.of("");

  @BeforeAll
  void configure() {
    settings().forEach(System::setProperty);
  }

  @AfterAll
  void stop() {
    settings().keySet().forEach(System::clearProperty);
    payments.close();
  }

  @Test
  void handler_charges_every_version_refunds_and_rejects_what_it_cannot_read() {
    String other = PaymentFixture.newOrder();
    BatchResponse response =
        Invocations.invoke(
            new PaymentHandler(),
            BatchRequest.from("ORDERS")
                .add("orders.created.v2", Messages.created(order))
                .with("key", order)
                .add("orders.created.v1", Messages.createdV1(order))
                .with("key", order)
                .add("orders.cancelled.v1", Messages.cancelled(order))
                .with("key", order)
                .add(
                    "orders.created.v1",
                    null,
                    """
                    {"messageId":"m-1","orderId":"%s","customerId":"c","totalAmount":19.98,
                     "createdAt":"1764000000000"}
                    """
                        .formatted(other)
                        .getBytes(StandardCharsets.UTF_8))
                .add("orders.created.v1", null, new byte[] {1, 2, 3})
                .add("orders.created.v9", Messages.created(order))
                .add(
                    "orders.created.v1",
                    Messages.createdV1(order).toBuilder().setTotalAmount(0.001).build()));

    assertThat(response.result("ORDERS/1").subjects()).containsExactly("payments.completed.v1");
    assertThat(response.result("ORDERS/2").events())
        .isEqualTo(response.result("ORDERS/1").events());
    assertThat(response.result("ORDERS/3").subjects()).containsExactly("payments.refunded.v1");
    assertThat(response.result("ORDERS/4").subjects()).containsExactly("payments.completed.v1");
    assertThat(response.results().subList(4, 7))
        .as("%s", response)
        .extracting(Result::status)
        .containsOnly("reject");
    payments.assertLedger(order, 1, 1);
    payments.assertLedger(other, 1, 0);
  }

  @Test
  void springs_own_invoker_runs_the_same_functions() {
    String invoked = PaymentFixture.newOrder();
    RequestStreamHandler spring = Invocations.springInvoker(PaymentFunctions.class);

    Result charged = Invocations.invoke(spring, ChildProcess.request("create", invoked)).only();
    Result refunded = Invocations.invoke(spring, ChildProcess.request("cancel", invoked)).only();

    assertThat(charged.subjects()).containsExactly("payments.completed.v1");
    assertThat(refunded.subjects()).containsExactly("payments.refunded.v1");
    payments.assertLedger(invoked, 1, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "create, payment.after-pending, 1, 0",
    "create, payment.after-charge, 1, 0",
    "create, payment.after-write, 1, 0",
    "cancel, payment.after-refunding, 1, 1",
    "cancel, payment.after-refund, 1, 1",
    "cancel, payment.after-write, 1, 1"
  })
  void process_that_dies_at_a_crash_point_is_taken_over_by_the_next(
      String what, String point, int charges, int refunds) throws Exception {
    String crashed = PaymentFixture.newOrder();
    PaymentHandler handler = new PaymentHandler();
    if (what.equals("cancel")) {
      Invocations.invoke(handler, ChildProcess.request("create", crashed));
    }
    assertThat(runAndCrash(what, crashed, point)).isEqualTo(137);
    assertThat(directory.resolve(point)).exists();

    Result result =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> Invocations.invoke(handler, ChildProcess.request(what, crashed)).only(),
                answer -> answer.status().equals("ok"));

    assertThat(result.events()).hasSize(1);
    payments.assertLedger(crashed, charges, refunds);
  }

  @Test
  void missing_or_wrong_setting_is_named() {
    assertThatThrownBy(() -> PaymentSettings.fromEnvironment(name -> null))
        .hasMessageContaining("TABLE_NAME");
    assertThatThrownBy(
            () ->
                PaymentSettings.fromEnvironment(
                    name -> name.equals("PAYMENT_LEASE_SECONDS") ? "15s" : "x"))
        .hasMessageContaining("whole number");
  }

  private Map<String, String> settings() {
    return ChildProcess.settings(
        PaymentFixture.dynamoDbEndpoint(), payments.gateway.url().toString());
  }

  private int runAndCrash(String what, String orderId, String point) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))));
    settings().forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of(ChildProcess.class.getName(), what, orderId));
    File log = directory.resolve("child.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    builder.environment().put("TRIGGERBRIDGE_CRASH", point + ":1");
    builder.environment().put("TRIGGERBRIDGE_CRASH_DIR", directory.toString());
    Files.deleteIfExists(directory.resolve(point));
    Process process = builder.start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
