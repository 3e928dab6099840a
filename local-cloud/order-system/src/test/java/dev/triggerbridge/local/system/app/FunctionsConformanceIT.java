package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.local.system.stack.LocalStack;
import dev.triggerbridge.local.system.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged functions keep natsbatch/1, as the conformance kit sees it from outside. */
class FunctionsConformanceIT {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();
  private static final Path KIT = HOME.resolve("conformance/target/conformance.jar");

  @TempDir private Path folder;

  @Test
  void every_function_of_the_order_system_keeps_the_contract() throws Exception {
    Path placed = sample("orders.placed.v1");
    Path created = sample("orders.created.v1");
    StackSettings settings =
        new StackSettings(
            HOME,
            folder.resolve("nats"),
            folder.resolve("dynamodb"),
            folder.resolve("s3"),
            folder.resolve("gateway"),
            folder.resolve("logs"),
            folder.resolve("crashes"),
            Map.of(),
            List.of());
    try (LocalStack stack = LocalStack.start(settings, System.out::println)) {
      String endpoint = stack.functions().url().toString();
      keepsTheContract(endpoint, "order", placed);
      keepsTheContract(endpoint, "payment", created);
      keepsTheContract(endpoint, "inventory", created);
      keepsTheContract(endpoint, "audit", placed);
    }
  }

  private Path sample(String subject) throws IOException {
    return Files.writeString(
        folder.resolve(subject + ".json"),
        """
        {"subject":"%s","contentType":"application/json","headers":{},
         "text":"{\\"message_id\\":\\"kit-1\\",\\"order_id\\":\\"kit-1\\",\\"customer_id\\":\\"c-1\\",\\"total_amount\\":12.34,\\"created_at\\":1763884800000}"}
        """
            .formatted(subject));
  }

  private void keepsTheContract(String endpoint, String function, Path sample) throws Exception {
    Path report = folder.resolve(function + ".txt");
    Process kit =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                KIT.toString(),
                "--endpoint",
                endpoint,
                "--function",
                function,
                "--sample",
                sample.toString())
            .redirectErrorStream(true)
            .redirectOutput(report.toFile())
            .start();
    try {
      assertThat(kit.waitFor(5, TimeUnit.MINUTES)).as("the kit ends").isTrue();
      assertThat(kit.exitValue()).as("%s: %s", function, Files.readString(report)).isZero();
      assertThat(Files.readString(report)).contains("keeps natsbatch/1");
    } finally {
      kit.destroyForcibly();
    }
  }
}
