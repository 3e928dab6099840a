package dev.triggerbridge.local.system.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Network;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The system deployed into LocalStack: the four functions as Lambdas in containers, which the
 * bridge on this machine invokes.
 *
 * <p>The image is the last one that needs no token; {@code LOCALSTACK_IMAGE} names another one, for
 * example of floci. Skipped without Docker, and written on a machine without it.
 */
@Testcontainers(disabledWithoutDocker = true)
class LocalStackIT {
  /** The last one that needs no token. */
  static final String LAST_WITHOUT_TOKEN = "localstack/localstack:4.14.0";

  private static final String IMAGE =
      Objects.requireNonNullElse(System.getenv("LOCALSTACK_IMAGE"), LAST_WITHOUT_TOKEN);

  @Container
  @SuppressWarnings("resource") // The extension stops it.
  private static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(
              DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("localstack/localstack"))
          .withServices("lambda", "dynamodb", "s3")
          .withEnv("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "60")
          .withStartupTimeout(Duration.ofMinutes(5));

  @TempDir private Path folder;

  @Test
  void orders_are_processed_by_functions_that_localstack_runs() throws Exception {
    JsonObject report = AwsEndpointRun.placeOrders(folder, LOCALSTACK.getEndpoint(), gateway(), 60);

    assertThat(report.getAsJsonObject("payments").get("duplicateCharges").getAsInt()).isZero();
  }

  /** This machine as containers of Docker's own network see it. */
  private static String gateway() {
    Network bridge =
        DockerClientFactory.instance().client().inspectNetworkCmd().withNetworkId("bridge").exec();
    return bridge.getIpam().getConfig().getFirst().getGateway();
  }
}
