package dev.triggerbridge.bridge.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.schema.DescriptorSet;
import dev.triggerbridge.bridge.schema.MessageType;
import dev.triggerbridge.bridge.schema.MessageTypes;
import dev.triggerbridge.bridge.schema.PayloadReader;
import dev.triggerbridge.events.commerce.v1.Money;
import dev.triggerbridge.events.orders.v2.OrderCreated;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterCriteriaTest {
  private static final byte[] ORDER =
      OrderCreated.newBuilder()
          .setOrderId("o-1")
          .setCustomerId("c-7")
          .setTotal(Money.newBuilder().setCurrency("EUR").setMinorUnits(12_050))
          .setCreatedAt(1_700_000_000_123L)
          .build()
          .toByteArray();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"subject": ["in.a"]}                                  | {"a": 1}       | yes
          {"subject": ["in.b"]}                                  | {"a": 1}       | no
          {"subject": [{"suffix": ".a"}]}                        | {"a": 1}       | yes
          {"headers": {"Type": ["two"]}}                         | {"a": 1}       | yes
          {"headers": {"Type": ["three"]}}                       | {"a": 1}       | no
          {"headers": {"Absent": [{"exists": false}]}}           | {"a": 1}       | yes
          {"data": {"a": [1]}}                                   | {"a": 1}       | yes
          {"data": {"a": [1]}}                                   | {"a": "1"}     | no
          {"data": {"a": [{"numeric": [">", 0, "<=", 1]}]}}      | {"a": 1.0}     | yes
          {"data": {"a": [null]}}                                | {"a": null}    | yes
          {"data": {"a": [""]}}                                  | {"a": ""}      | yes
          {"data": {"a": [{"anything-but": ["x"]}]}}             | {"a": "y"}     | yes
          {"data": {"a": [{"anything-but": ["x"]}]}}             | {"a": "x"}     | no
          {"data": {"a": [{"equals-ignore-case": "ABC"}]}}       | {"a": "abc"}   | yes
          {"data": {"a": [{"wildcard": "a*c"}]}}                 | {"a": "abbc"}  | yes
          {"data": {"a": [{"cidr": "10.0.0.0/8"}]}}              | {"a": "10.1.2.3"} | yes
          {"data": {"a": [1], "b": [2]}}                         | {"a": 1}       | no
          {"data": {"$or": [{"a": [2]}, {"b": [2]}]}}            | {"b": 2}       | yes
          {"data": {"list": {"sku": ["B"]}}}                     | {"list": [{"sku": "A"}, {"sku": "B"}]} | yes
          {"data": {"b": [{"exists": false}]}}                   | {"a": 1}       | yes
          {"data": {"b": [{"exists": false}]}}                   | plain text     | mismatch
          {"data": {"a": [1]}}                                   | plain text     | mismatch
          {"data": ["plain text"]}                               | plain text     | yes
          {"data": [{"prefix": "plain"}]}                        | plain text     | yes
          {"data": ["other"]}                                    | plain text     | no
          {"data": ["plain text"]}                               | {"a": 1}       | mismatch
          {"data": [{"anything-but": "x"}]}                      | {"a": 1}       | mismatch
          {"subject": ["in.a"]}                                  | plain text     | yes
          {"data": {"a": [2]}} ; {"data": {"a": [1]}}            | {"a": 1}       | yes
          {"$or": [{"data": {"a": [1]}}, {"subject": ["in.a"]}]} | plain text     | yes
          """)
  void record_passes_as_aws_documents(String patterns, String payload, String expected) {
    FilterCriteria.Evaluation evaluation =
        criteria(patterns).evaluate(record(payload.getBytes(StandardCharsets.UTF_8), Map.of()));

    String answer = evaluation.formatMismatch() ? "mismatch" : "no";
    assertThat(evaluation.accepted() ? "yes" : answer).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"data": {"customerId": ["c-7"]}}                                 | true
          {"data": {"total": {"minorUnits": [{"numeric": [">", 12000]}]}}}  | true
          {"data": {"total": {"minorUnits": [{"numeric": [">", 13000]}]}}}  | false
          {"data": {"createdAt": [1700000000123]}}                          | true
          {"data": {"paymentMethod": [""]}}                                 | true
          {"data": {"items": {"sku": ["A"]}}}                               | false
          """)
  void protobuf_is_seen_as_its_json_form(String pattern, boolean expected) {
    Delivery order =
        record(
            ORDER,
            Map.of(
                "Content-Type", "application/x-protobuf", "Data-Schema", "orders.v2.OrderCreated"));

    assertThat(criteria(pattern).evaluate(order).accepted()).isEqualTo(expected);
  }

  @Test
  void protobuf_without_headers_has_the_type_of_its_subject() {
    Delivery order = record(ORDER, Map.of());

    assertThat(criteria("{\"data\": {\"orderId\": [\"o-1\"]}}").evaluate(order).accepted())
        .isTrue();
  }

  @Test
  void protobuf_of_an_unknown_type_or_no_protobuf_at_all_is_a_mismatch() {
    FilterCriteria criteria = criteria("{\"data\": {\"orderId\": [{\"exists\": false}]}}");
    Map<String, String> protobuf =
        Map.of("Content-Type", "application/x-protobuf", "Data-Schema", "orders.v2.OrderCreated");

    assertThat(criteria.evaluate(record(new byte[] {(byte) 0xFF, 1, 2}, protobuf)))
        .isEqualTo(new FilterCriteria.Evaluation(List.of(), true));
  }

  @Test
  void payload_that_no_pattern_looks_at_is_not_decoded() {
    PayloadReader bomb =
        new PayloadReader(
            new MessageTypes(
                DescriptorSet.NONE,
                Map.of(),
                (filter, subject) -> {
                  throw new AssertionError("decoded");
                }));
    FilterCriteria criteria =
        new FilterCriteria(List.of(FilterPattern.of("{\"subject\": [\"in.proto\"]}")), bomb);

    assertThat(criteria.evaluate(record(ORDER, Map.of())).accepted()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"data": {"a": [1]}}                                    | true
          {"subject": ["in.a"], "data": {"a": [1]}}               | true
          {"subject": ["in.b"], "data": {"a": [1]}}               | false
          {"subject": ["in.b"]} ; {"data": {"a": [1]}}            | true
          {"$or": [{"data": {"a": [1]}}, {"subject": ["in.b"]}]}  | true
          {"headers": {"Type": ["three"]}, "data": {"a": [1]}}    | false
          """)
  void what_does_not_depend_on_the_payload_can_be_asked_alone(String patterns, boolean expected) {
    assertThat(criteria(patterns).acceptsApartFromData(record(new byte[0], Map.of())))
        .isEqualTo(expected);
  }

  private static FilterCriteria criteria(String patterns) {
    return new FilterCriteria(
        Arrays.stream(patterns.split(" ; ")).map(FilterPattern::of).toList(), payloads());
  }

  private static PayloadReader payloads() {
    try (InputStream set =
        OrderCreated.class.getResourceAsStream("/dev/triggerbridge/events/events.desc")) {
      DescriptorSet types = DescriptorSet.parse(set.readAllBytes());
      MessageType order = types.find("orders.v2.OrderCreated").orElseThrow();
      return new PayloadReader(new MessageTypes(types, Map.of("in.proto", order), String::equals));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Delivery record(byte[] payload, Map<String, String> extra) {
    Map<String, List<String>> headers = new java.util.HashMap<>();
    headers.put("Type", List.of("one", "two"));
    extra.forEach((name, value) -> headers.put(name, List.of(value)));
    boolean bareProtobuf = payload == ORDER && extra.isEmpty();
    return new Delivery(
        "IN",
        "e",
        1,
        bareProtobuf ? "in.proto" : "in.a",
        new Headers(headers),
        payload,
        Instant.EPOCH,
        1,
        0,
        new AckToken() {});
  }
}
