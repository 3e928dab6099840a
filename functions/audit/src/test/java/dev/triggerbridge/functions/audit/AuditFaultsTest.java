package dev.triggerbridge.functions.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.functions.testing.BatchRequest;
import dev.triggerbridge.functions.testing.BatchResponse;
import dev.triggerbridge.functions.testing.BatchResponse.Result;
import dev.triggerbridge.functions.testing.Invocations;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditFaultsTest {
  @AfterEach
  void backToTheServer() {
    AwsProperties.use(S3Fixture.endpoint().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "503, SlowDown, THROTTLED, AWS_THROTTLED",
    "503, ServiceUnavailable, UNAVAILABLE, AWS_UNAVAILABLE",
    "500, InternalError, UNAVAILABLE, AWS_UNAVAILABLE",
    "403, AccessDenied, UNAVAILABLE, AWS_UNAVAILABLE",
    "404, NoSuchBucket, UNAVAILABLE, AWS_UNAVAILABLE",
    "400, KMS.DisabledException, UNAVAILABLE, AWS_REFUSED",
    "409, ConditionalRequestConflict, THROTTLED, AUDIT_CONFLICT"
  })
  void error_of_s3_holds_the_whole_batch_and_costs_no_attempt(
      int status, String error, String retryClass, String code) throws Exception {
    try (FaultyS3 faulty = FaultyS3.answering(status, error)) {
      assertHeld(invoke(faulty.endpoint(), "FAULT"), retryClass, code);
      assertThat(faulty.puts()).isPositive();
    }
    assertThat(S3Fixture.keys("FAULT/")).isEmpty();
  }

  @Test
  void object_that_exists_and_then_does_not_holds_the_batch() throws Exception {
    try (FaultyS3 faulty = FaultyS3.forgetful()) {
      BatchResponse response = invoke(faulty.endpoint(), "FORGOTTEN");
      assertThat(response.results())
          .hasSize(2)
          .extracting(Result::retryClass)
          .containsOnly("UNAVAILABLE");
    }
  }

  @Test
  void s3_that_is_away_holds_the_batch() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    AwsProperties.use("http://127.0.0.1:" + free);

    BatchResponse response = Invocations.invoke(new AuditHandler(), twoRecords("AWAY"));

    assertHeld(response, "UNAVAILABLE", "AWS_UNREACHABLE");
  }

  @Test
  void answer_lost_after_the_object_was_written_ends_in_one_object_and_success() throws Exception {
    try (FaultyS3 faulty = FaultyS3.droppingTheFirstAnswer()) {
      BatchResponse response = invoke(faulty.endpoint(), "LOST");

      assertThat(response.results()).extracting(Result::status).containsExactly("ok", "ok");
      assertThat(faulty.puts()).isGreaterThan(1);
    }
    assertThat(S3Fixture.keys("LOST/")).hasSize(1);
  }

  private static void assertHeld(BatchResponse response, String retryClass, String code) {
    assertThat(response.results()).extracting(Result::id).hasSize(2);
    assertThat(response.results())
        .allSatisfy(
            result ->
                assertThat(
                        new String[] {
                          result.status(),
                          String.valueOf(result.retryClass()),
                          String.valueOf(result.code())
                        })
                    .containsExactly("retry", retryClass, code));
  }

  private static BatchResponse invoke(URI endpoint, String stream) {
    AwsProperties.use(endpoint.toString());
    return Deliveries.deliver(twoRecords(stream));
  }

  private static BatchRequest twoRecords(String stream) {
    return BatchRequest.from(stream)
        .add("s", null, "1".getBytes(UTF_8))
        .add("s", null, "2".getBytes(UTF_8));
  }
}
