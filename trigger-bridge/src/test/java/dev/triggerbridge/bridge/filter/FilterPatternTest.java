package dev.triggerbridge.bridge.filter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"subject": ["a"]}                                  |
          {"headers": {"Type": ["a", {"prefix": "b"}]}}       |
          {"data": {"a": {"b": [{"numeric": [">", 1, "<=", 5]}]}}} |
          {"data": ["some text"]}                             |
          {"$or": [{"subject": ["a"]}, {"data": {"b": [1]}}]} |
          {"data": {"$or": [{"a": [1]}, {"b": [2]}]}}         |
          {}                                                  | Empty objects are not allowed
          {"subject": []}                                     | Empty arrays are not allowed
          {"subject": "a"}                                    | "subject" must be an object or an array
          {"subject": [{"prefx": "a"}]}                       | Unrecognized match type prefx
          {"subject": {"a": ["b"]}}                           | has 'subject' with fields inside
          {"headers": ["a"]}                                  | has 'headers' without a header's name
          {"headers": {"Type": {"a": ["b"]}}}                 | has 'Type' with fields inside
          {"body": {"a": [1]}}                                | looks at 'body', which records do not have
          {"$or": [{"subject": ["a"]}, {"body": ["b"]}]}      | looks at 'body'
          {"subject": ["a"], "subject": ["b"]}                | Duplicate field 'subject'
          {"data": {"a": [{"numeric": [">", "x"]}]}}          | must be numeric
          [1]                                                 | is not an object
          nonsense                                            | Unrecognized token
          """)
  void pattern_is_refused_for_what_makes_it_useless(String pattern, String reason) {
    if (reason == null) {
      assertThat(FilterPattern.fault(pattern)).isEmpty();
    } else {
      assertThat(FilterPattern.fault(pattern).orElseThrow().reason())
          .contains(reason)
          .doesNotContain("\n", "Source");
    }
  }

  @Test
  void pattern_longer_than_that_of_aws_is_refused() {
    String longest = "{\"subject\":[\"" + "a".repeat(4096 - 16) + "\"]}";

    assertThat(longest).hasSize(4096);
    assertThat(FilterPattern.fault(longest)).isEmpty();
    assertThat(FilterPattern.fault(longest.replace("aa\"", "aaa\"")).orElseThrow().reason())
        .isEqualTo("has 4097 characters, and AWS allows 4096");
  }
}
