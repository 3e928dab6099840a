package dev.triggerbridge.bridge.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectPushdownTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"subject": ["a.b", "a.c"]}                                   | a.b a.c
          {"subject": [{"prefix": "a.b."}]}                             | a.b.>
          {"subject": [{"prefix": "a.b.c"}]}                            | a.b.>
          {"subject": [{"prefix": "a"}]}                                | all
          {"subject": [{"wildcard": "a.b.*.v1"}]}                       | a.b.>
          {"subject": [{"wildcard": "*.v1"}]}                           | all
          {"subject": ["a.b", {"suffix": ".v1"}]}                       | all
          {"subject": [{"anything-but": "a.b"}]}                        | all
          {"subject": [{"equals-ignore-case": "A.B"}]}                  | all
          {"subject": [{"exists": true}]}                               | all
          {"subject": ["a.b"], "data": {"x": [1]}}                      | a.b
          {"data": {"x": [1]}}                                          | all
          {"$or": [{"subject": ["a"]}, {"subject": ["b"]}]}             | a b
          {"$or": [{"subject": ["a"]}, {"data": {"x": [1]}}]}           | all
          {"subject": ["c"], "$or": [{"subject": ["a"]}, {"data": {"x": [1]}}]} | c
          {"subject": ["a"]} ; {"subject": ["b"]}                       | a b
          {"subject": ["a"]} ; {"data": {"x": [1]}}                     | all
          {"subject": ["a b"]}                                          | all
          """)
  void server_is_asked_for_no_less_than_the_criteria_let_through(String patterns, String expected) {
    List<FilterPattern> parsed =
        Arrays.stream(patterns.split(" ; ")).map(FilterPattern::of).toList();

    Set<String> subjects = SubjectPushdown.of(parsed).map(TreeSet::new).orElse(new TreeSet<>());

    assertThat(subjects.isEmpty() ? "all" : String.join(" ", subjects)).isEqualTo(expected);
  }
}
