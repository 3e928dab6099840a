package dev.triggerbridge.bridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderByReaderTest {
  @Test
  void order_is_read_as_written() {
    assertThat(orderBy("orderBy: {subjectToken: 2}"))
        .hasValue(new OrderByConfig(new OrderByConfig.Key.SubjectToken(2), true));
    assertThat(orderBy("orderBy: {header: Order-Id, onDeadLetter: continue}"))
        .hasValue(new OrderByConfig(new OrderByConfig.Key.Header("Order-Id"), false));
    assertThat(orderBy("orderBy: {payloadField: order.id, onDeadLetter: halt}"))
        .hasValue(new OrderByConfig(new OrderByConfig.Key.PayloadField("order.id"), true));
    assertThat(orderBy("batchSize: 5")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          orderBy: {onDeadLetter: halt} | names no key
          orderBy: {subjectToken: 2, header: Order-Id} | names subjectToken and header
          orderBy: {subjectToken: 0} | subjectToken = '0': is not from 1 to 16
          orderBy: {header: 'Order Id'} | is not the name of a header
          orderBy: {payloadField: order..id} | is not a path
          orderBy: {subjectToken: 2, onDeadLetter: stop} | is not one of continue, halt
          orderBy: {key: id} | key: is not a known property
          """)
  void wrong_value_is_named(String line, String message) {
    assertThat(ConfigText.problems(ConfigText.mapping(line)).toString()).contains(message);
  }

  private static Optional<OrderByConfig> orderBy(String line) {
    return ConfigText.read(ConfigText.mapping(line)).mappings().getFirst().orderBy();
  }
}
