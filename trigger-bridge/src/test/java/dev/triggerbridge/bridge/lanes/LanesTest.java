package dev.triggerbridge.bridge.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.AckToken;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanesTest {
  private final Lanes lanes = new Lanes();

  @Test
  void of_each_key_one_record_is_out_and_it_is_the_oldest() {
    add(3, "a");
    add(1, "a");
    Delivery two = add(2, "b");

    Delivery one = taken();
    assertThat(sequence(one)).isEqualTo(1);
    assertThat(lanes.take()).isSameAs(two);
    assertThat(lanes.take()).isNull();

    lanes.back(one);
    assertThat(sequence(lanes.take())).isEqualTo(3);
  }

  @Test
  void records_without_a_key_wait_for_nobody() {
    add(1, null);
    add(2, null);

    assertThat(sequence(lanes.take())).isEqualTo(1);
    assertThat(sequence(lanes.take())).isEqualTo(2);
  }

  @Test
  void halted_key_lets_out_what_halted_it_and_nothing_newer() {
    add(4, "a");
    add(5, "a");
    add(6, "b");
    lanes.halt(Map.of(KeyHash.of("a"), 4L));

    Delivery four = taken();
    assertThat(sequence(four)).isEqualTo(4);
    lanes.back(four);
    assertThat(sequence(lanes.take())).isEqualTo(6);
    assertThat(lanes.take()).isNull();

    lanes.halt(Map.of());
    assertThat(sequence(lanes.take())).isEqualTo(5);
  }

  @Test
  void record_that_is_not_out_frees_no_lane() {
    Delivery first = add(1, "a");
    Delivery second = add(2, "a");
    assertThat(lanes.take()).isSameAs(first);

    lanes.back(second);

    assertThat(lanes.take()).isNull();
  }

  @Test
  void drained_lanes_let_nothing_out() {
    add(1, "a");
    add(2, "a");

    assertThat(lanes.drain()).hasSize(2);
    assertThat(lanes.take()).isNull();
  }

  @Test
  void whatever_arrives_and_comes_back_no_record_overtakes_one_of_its_key() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, Long> lastOut = new HashMap<>();
    Map<Long, String> keys = new HashMap<>();
    List<Delivery> out = new ArrayList<>();
    long next = 1;
    int taken = 0;
    while (taken < 5_000) {
      if (next <= 5_000 && random.nextBoolean()) {
        String key = "k" + random.nextInt(20);
        keys.put(next, key);
        add(next++, key);
      } else if (!out.isEmpty() && random.nextBoolean()) {
        lanes.back(out.remove(random.nextInt(out.size())));
      }
      Delivery one = lanes.take();
      if (one != null) {
        taken++;
        String key = Objects.requireNonNull(keys.get(one.sequence()));
        assertThat(out).as("seed %d", seed).noneMatch(o -> key.equals(keys.get(o.sequence())));
        assertThat(lastOut.getOrDefault(key, 0L)).as("seed %d", seed).isLessThan(one.sequence());
        lastOut.put(key, one.sequence());
        out.add(one);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          order.id    | {"order":{"id":"o-17"}}        |                        | o-17
          order.id    | {"x":[{"order":1}],"order":{"id":17}} | application/json | 17
          id          | {"id":null}                    |                        | none
          id          | {"other":1}                    |                        | none
          order.id    | {"order":5}                    |                        | none
          id          | {"id":{"a":1}}                 |                        | unreadable
          id          | [1]                            |                        | by another
          id          | no json                        |                        | by another
          id          | no json                        | application/json       | unreadable
          id          | {"id":"a"}                     | application/x-protobuf | by another
          """)
  void key_is_read_from_a_json_payload(
      String path, String data, @Nullable String contentType, String expected) {
    Headers headers =
        contentType == null
            ? Headers.NONE
            : new Headers(Map.of("Content-Type", List.of(contentType)));

    assertThat(
            text(
                KeyReader.payloadField(path, other -> new OrderKey.Keyed("by another"))
                    .read(delivery(1, "in.a", headers, data))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, orders.17.created, orders", "2, orders.17.created, 17", "4, a.b.c, none"})
  void key_is_read_from_the_subject(int position, String subject, String expected) {
    assertThat(text(KeyReader.subjectToken(position).read(delivery(1, subject, Headers.NONE, ""))))
        .isEqualTo(expected);
  }

  @Test
  void key_is_read_from_a_header() {
    Headers headers = new Headers(Map.of("Order-Id", List.of("17")));

    assertThat(text(KeyReader.header("Order-Id").read(delivery(1, "a", headers, ""))))
        .isEqualTo("17");
    assertThat(text(KeyReader.header("Other").read(delivery(1, "a", headers, ""))))
        .isEqualTo("none");
  }

  private static String text(OrderKey key) {
    return switch (key) {
      case OrderKey.Keyed keyed -> keyed.key();
      case OrderKey.None none -> "none";
      case OrderKey.Unreadable unreadable -> "unreadable";
    };
  }

  private Delivery add(long sequence, @Nullable String key) {
    Delivery delivery = delivery(sequence, "in.a", Headers.NONE, "");
    lanes.add(delivery, key);
    return delivery;
  }

  private Delivery taken() {
    return Objects.requireNonNull(lanes.take());
  }

  private static long sequence(@Nullable Delivery delivery) {
    return delivery == null ? -1 : delivery.sequence();
  }

  private static Delivery delivery(long sequence, String subject, Headers headers, String data) {
    return new Delivery(
        "S",
        "e",
        sequence,
        subject,
        headers,
        data.getBytes(StandardCharsets.UTF_8),
        Instant.EPOCH,
        1,
        0,
        new AckToken() {});
  }
}
