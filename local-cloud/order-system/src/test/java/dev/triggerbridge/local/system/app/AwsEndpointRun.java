package dev.triggerbridge.local.system.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code ./run-local --aws-endpoint} does against any endpoint. */
final class AwsEndpointRun {
  private static final Path HOME =
      Path.of(System.getProperty("basedir", ".")).resolve("../..").toAbsolutePath().normalize();

  private AwsEndpointRun() {}

  /**
   * Deploys, places orders under faults, and checks every invariant.
   *
   * @return the report
   */
  static JsonObject placeOrders(Path folder, URI endpoint, String functionsHost, int orders)
      throws Exception {
    Path report = folder.resolve("report.json");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--aws-endpoint",
                endpoint.toString(),
                "--functions-host",
                functionsHost,
                "--orders",
                Integer.toString(orders),
                "--seed",
                "11",
                "--report",
                report.toString()));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      int status =
          new LocalRun(
                  Options.parse(arguments.toArray(String[]::new)),
                  HOME,
                  new PrintStream(output, true, UTF_8))
              .execute();
      assertThat(status).isZero();
    } finally {
      System.out.println(output.toString(UTF_8));
    }
    JsonObject result = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertThat(result.get("ok").getAsBoolean()).isTrue();
    assertThat(result.getAsJsonObject("orders").get("placed").getAsInt()).isEqualTo(orders);
    return result;
  }
}
