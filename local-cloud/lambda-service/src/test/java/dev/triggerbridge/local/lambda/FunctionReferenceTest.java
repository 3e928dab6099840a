package dev.triggerbridge.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "pay, pay,",
    "pay:live, pay, live",
    "function:pay, pay,",
    "123456789012:function:pay:7, pay, 7",
    "arn:aws:lambda:eu-central-1:123456789012:function:pay, pay,",
    "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:pay:$LATEST, pay, $LATEST"
  })
  void name_and_qualifier_of_every_form_are_read(String text, String name, String qualifier)
      throws ApiException {
    assertThat(FunctionReference.parse(text, Optional.empty()))
        .isEqualTo(new FunctionReference(name, Optional.ofNullable(qualifier)));
  }

  @Test
  void qualifier_of_the_query_is_used_and_must_not_contradict_the_name() throws ApiException {
    assertThat(FunctionReference.parse("pay", Optional.of("live")).qualifier()).contains("live");
    assertThatThrownBy(() -> FunctionReference.parse("pay:live", Optional.of("7")))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("qualifier");
  }

  @ParameterizedTest
  @CsvSource({"pay/../x", "arn:aws:s3:::bucket", "a b"})
  void what_is_no_function_is_refused(String text) {
    assertThatThrownBy(() -> FunctionReference.parse(text, Optional.empty()))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining(text);
  }
}
