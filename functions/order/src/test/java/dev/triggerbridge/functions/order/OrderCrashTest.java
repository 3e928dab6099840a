package dev.triggerbridge.functions.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import dev.triggerbridge.functions.testing.Invocations;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderCrashTest {
  @TempDir Path directory = Path.of("");

  @Test
  void order_written_by_a_process_that_died_before_answering_is_answered_by_the_next()
      throws Exception {
    assertThat(crash("place", 1)).isEqualTo(137);
    assertThat(OrderFixture.text("crash-1", "status")).isEqualTo("OPEN");

    Result redelivered = OrderFixture.invoke(Redelivery.request("place")).only();

    assertThat(redelivered.status()).isEqualTo("ok");
    assertThat(redelivered.subjects())
        .containsExactly("orders.created.v2", "orders.created.v1", "orders.deadline.v1");
    assertThat(OrderFixture.number("crash-1", "version")).isEqualTo(1);
    OrderFixture.invoke(
        BatchRequest.from("ANY").add("inventory.reserved.v1", Messages.reserved("crash-1")));

    assertThat(crash("pay", 1)).isEqualTo(137);
    assertThat(OrderFixture.text("crash-1", "status")).isEqualTo("CONFIRMED");

    assertThat(OrderFixture.invoke(Redelivery.request("pay")).only().subjects())
        .containsExactly("orders.confirmed.v1");
  }

  private int crash(String what, int hit) throws Exception {
    File log = directory.resolve(what + ".log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    Redelivery.class.getName(),
                    OrderFixture.endpoint(),
                    what))
            .redirectErrorStream(true)
            .redirectOutput(log);
    builder.environment().put("TRIGGERBRIDGE_CRASH", "order.after-write:" + hit);
    builder.environment().put("TRIGGERBRIDGE_CRASH_DIR", directory.resolve(what).toString());
    Files.createDirectories(directory.resolve(what));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  /** A process of its own that handles one message. */
  static final class Redelivery {
    private Redelivery() {}

    public static void main(String[] arguments) {
      AwsProperties.use(arguments[0]);
      Invocations.invoke(new OrderHandler(), request(arguments[1]));
    }

    static BatchRequest request(String what) {
      return what.equals("place")
          ? BatchRequest.from("ANY").add("orders.placed.v1", Messages.placed("crash-1"))
          : BatchRequest.from("ANY").add("payments.completed.v1", Messages.paid("crash-1"));
    }
  }
}
