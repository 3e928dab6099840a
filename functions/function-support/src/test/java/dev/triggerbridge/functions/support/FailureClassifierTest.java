package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class FailureClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "ProvisionedThroughputExceededException, 400, THROTTLED",
    "ThrottlingException, 400, THROTTLED",
    "InternalServerError, 500, UNAVAILABLE",
    "ResourceNotFoundException, 400, UNAVAILABLE",
    "AccessDeniedException, 400, UNAVAILABLE",
    "ValidationException, 400, FAILURE",
  })
  void aws_error_costs_an_attempt_only_when_the_record_is_to_blame(
      String code, int status, RetryClass expected) {
    assertThat(
            classOf(
                DynamoDbException.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                    .build()))
        .isEqualTo(expected);
  }

  @Test
  void no_answer_from_aws_is_unavailable() {
    assertThat(classOf(SdkClientException.create("connection refused")))
        .isEqualTo(RetryClass.UNAVAILABLE);
    assertThat(classOf(ApiCallTimeoutException.create(8000))).isEqualTo(RetryClass.UNAVAILABLE);
  }

  @Test
  void unknown_exception_is_a_failure_whose_text_stays_here() {
    Outcome outcome = FailureClassifier.classify(new IllegalStateException("card 4242"));

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    assertThat(((Outcome.Retry) outcome).retryClass()).isEqualTo(RetryClass.FAILURE);
    assertThat(((Outcome.Retry) outcome).message()).doesNotContain("4242");
  }

  private static RetryClass classOf(RuntimeException e) {
    return ((Outcome.Retry) FailureClassifier.classify(e)).retryClass();
  }
}
