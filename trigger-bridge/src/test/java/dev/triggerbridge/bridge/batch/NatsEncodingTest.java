package dev.triggerbridge.bridge.batch;

import static dev.triggerbridge.bridge.batch.Deliveries.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NatsEncodingTest {
  private final NatsEncoding encoding = new NatsEncoding("payment", "S", "epoch-1", "payment");

  @Test
  void request_is_written_as_the_contract_says() {
    Delivery one =
        delivery(
            9812,
            "orders.created.v1",
            new Headers(
                Map.of("Nats-Msg-Id", List.of("ord-17"), "Content-Type", List.of("text/x"))),
            new byte[] {1, 2},
            0);

    String json = new String(encoding.encode("b-1", List.of(one)), StandardCharsets.UTF_8);

    assertThat(json)
        .startsWith(
            "{\"schema\":\"natsbatch/1\",\"batchId\":\"b-1\",\"source\":{\"mapping\":\"payment\","
                + "\"stream\":\"S\",\"epoch\":\"epoch-1\",\"consumer\":\"payment\"},\"records\":[")
        .contains("\"id\":\"S/9812\"")
        .contains("\"messageId\":\"ord-17\"")
        .contains("\"streamSequence\":\"9812\"")
        .contains("\"deliveryCount\":1,")
        .contains("\"contentType\":\"text/x\"")
        .contains("\"Nats-Msg-Id\":[\"ord-17\"]")
        .contains("\"data\":\"AQI=\"");
  }

  @Test
  void message_id_without_a_header_is_stream_epoch_and_sequence() {
    String json =
        new String(encoding.encode("b-1", List.of(delivery(7, 1, 0))), StandardCharsets.UTF_8);

    assertThat(json).contains("\"messageId\":\"S/e/7\"");
  }

  @Test
  void size_is_never_less_than_what_is_written() {
    long seed = 42;
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      List<Delivery> deliveries = new ArrayList<>();
      long bound = encoding.overhead();
      for (int i = 0; i <= random.nextInt(5); i++) {
        Delivery one = randomDelivery(random);
        deliveries.add(one);
        bound += encoding.sizeOf(one);
      }

      int written = encoding.encode("b-ffffffff-1000000", deliveries).length;

      assertThat(bound).as("seed %d, round %d", seed, round).isGreaterThanOrEqualTo(written);
    }
  }

  @Test
  void size_is_not_much_more_than_what_is_written() {
    Delivery large = delivery(1, 3_000_000, 0);

    long bound = encoding.overhead() + encoding.sizeOf(large);

    assertThat(bound - encoding.encode("b-1", List.of(large)).length).isLessThan(2_000);
  }

  private static Delivery randomDelivery(Random random) {
    byte[] data = new byte[random.nextInt(200)];
    random.nextBytes(data);
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      headers.put("h" + i + nasty(random), List.of(nasty(random), nasty(random)));
    }
    if (random.nextBoolean()) {
      headers.put("Nats-Msg-Id", List.of(nasty(random)));
    }
    if (random.nextBoolean()) {
      headers.put("Content-Type", List.of(nasty(random)));
      headers.put("Data-Schema", List.of(nasty(random)));
    }
    return delivery(random.nextLong(Long.MAX_VALUE), nasty(random), new Headers(headers), data, 0);
  }

  private static String nasty(Random random) {
    StringBuilder text = new StringBuilder();
    String[] parts = {
      "a", "\"", "\\", "\u0000", "\u001f", "\n", "\u007f", "ü", "€", "😀", "\u2028"
    };
    for (int i = 0; i < random.nextInt(60); i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  @Test
  void payload_that_no_invocation_can_carry_goes_by_reference_and_alone() {
    NatsEncoding byReference =
        new NatsEncoding(
            "payment",
            "S",
            "epoch-1",
            "payment",
            Optional.of(
                delivery -> new ClaimChecks.DataRef("s3://b/k", delivery.data().length, "abc")));
    Delivery large = delivery(1, 5_000_000, 0);
    BatchAssembler assembler =
        new BatchAssembler(
            new BatchLimits(10, BatchLimits.LAMBDA_PAYLOAD, Duration.ZERO),
            byReference,
            Clock.systemUTC());

    assertThat(assembler.isTooLarge(large)).isFalse();
    assertThat(assembler.offer(large)).isTrue();
    assertThat(assembler.offer(delivery(2, 1, 0))).as("goes alone").isFalse();
    String json = new String(byReference.encode("b", List.of(large)), StandardCharsets.UTF_8);
    assertThat(json)
        .contains("\"dataRef\":{\"s3\":\"s3://b/k\",\"bytes\":5000000,\"sha256\":\"abc\"}")
        .doesNotContain("\"data\"");
    assertThat(
            new BatchAssembler(
                    new BatchLimits(10, BatchLimits.LAMBDA_PAYLOAD, Duration.ZERO),
                    encoding,
                    Clock.systemUTC())
                .isTooLarge(large))
        .as("without a claim check")
        .isTrue();
  }
}
