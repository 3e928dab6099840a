package dev.triggerbridge.bridge.batch;

import static dev.triggerbridge.bridge.batch.Deliveries.delivery;
import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages that nobody would send on purpose, and the promise that no encoding may break. */
final class RandomDeliveries {
  private static final String[] PARTS = {
    "a", "\"", "\\", "\u0000", "\u001f", "\n", "\u007f", "ü", "€", "😀", "\u2028"
  };
  private static final String[] TYPES = {
    "application/json", "text/plain", "application/x-protobuf", "application/cloudevents+json", "?"
  };
  private static final String[] NAMES = {
    "h", "X-Amzn-Trace-Id", "ce-id", "ce-source", "ce-type", "CE-SpecVersion", "ce-note", "AWS.x"
  };

  private RandomDeliveries() {}

  /** What is written is never more than what was counted. */
  static void assertBoundHolds(Encoding encoding, int rounds) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      List<Delivery> deliveries = new ArrayList<>();
      long bound = encoding.overhead();
      for (int i = 0; i <= random.nextInt(5); i++) {
        Delivery one = next(random);
        deliveries.add(one);
        bound += encoding.sizeOf(one);
      }

      int written = encoding.encode("b-ffffffff-1000000", deliveries).length;

      assertThat(bound).as("seed %d, round %d", seed, round).isGreaterThanOrEqualTo(written);
    }
  }

  static Delivery next(Random random) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < random.nextInt(14); i++) {
      headers.put("h" + i, List.of(nasty(random), nasty(random)));
    }
    for (String name : NAMES) {
      if (random.nextBoolean()) {
        headers.put(name, List.of(name.contains("Spec") ? "1.0" : nasty(random)));
      }
    }
    if (random.nextBoolean()) {
      headers.put("Nats-Msg-Id", List.of(nasty(random)));
    }
    if (random.nextBoolean()) {
      headers.put("Content-Type", List.of(TYPES[random.nextInt(TYPES.length)]));
      headers.put("Data-Schema", List.of(nasty(random)));
    }
    return delivery(
        random.nextLong(Long.MAX_VALUE), nasty(random), new Headers(headers), data(random), 0);
  }

  private static byte[] data(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "{\"a\": [1, \"ü\"], \"b\": null}".getBytes(StandardCharsets.UTF_8);
      case 1 -> nasty(random).getBytes(StandardCharsets.UTF_8);
      case 2 ->
          "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":1e3}"
              .getBytes(StandardCharsets.UTF_8);
      default -> {
        byte[] data = new byte[random.nextInt(200)];
        random.nextBytes(data);
        yield data;
      }
    };
  }

  private static String nasty(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < random.nextInt(60); i++) {
      text.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return text.toString();
  }
}
