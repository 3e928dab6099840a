package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triggerbridge.bridge.deadletter.StoredDeadLetters;
import dev.triggerbridge.bridge.dispatch.DeadLetters;
import dev.triggerbridge.bridge.dispatch.StoreUnavailableException;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import dev.triggerbridge.bridge.retry.AckDecision;
import io.nats.client.api.MessageInfo;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JetStreamDeadLettersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final AckDecision.DeadLetter REASON =
      new AckDecision.DeadLetter(5, "RETRIES_EXHAUSTED", "BOOM", "orderId is missing\n: sénd it");

  private final TestServer nats;

  JetStreamDeadLettersTest(@TempDir Path directory) throws Exception {
    nats = new TestServer(directory);
  }

  @BeforeEach
  void createStream() throws Exception {
    assertThat(nats.createStream("DEAD", "dead.>")).isEmpty();
  }

  @AfterEach
  void stop() throws Exception {
    nats.close();
  }

  @Test
  void entry_has_the_unchanged_payload_and_says_everything_else_in_headers() throws Exception {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("Nats-Msg-Id", List.of("m-1"));
    headers.put("Nats-Expected-Stream", List.of("IN"));
    headers.put("traceparent", List.of("00-a-b-01"));
    headers.put("x-note", List.of("gr\u00fcn"));

    letters("dead.in").store(delivery(17, headers, new byte[] {0, 1, 2}), REASON);

    MessageInfo entry = nats.management().getMessage("DEAD", 1);
    assertThat(entry.getSubject()).isEqualTo("dead.in");
    assertThat(entry.getData()).containsExactly(0, 1, 2);
    var stored = entry.getHeaders();
    assertThat(stored.getFirst("Nats-Msg-Id")).isEqualTo("dlq:payment:e-1:17:1");
    assertThat(stored.containsKey("Nats-Expected-Stream")).isFalse();
    assertThat(stored.getFirst("traceparent")).isEqualTo("00-a-b-01");
    assertThat(stored.getFirst("x-note")).isEqualTo("gr?n");
    assertThat(stored.getFirst("Dead-Letter-Mapping")).isEqualTo("payment");
    assertThat(stored.getFirst("Dead-Letter-Stream")).isEqualTo("IN");
    assertThat(stored.getFirst("Dead-Letter-Consumer")).isEqualTo("payment");
    assertThat(stored.getFirst("Dead-Letter-Epoch")).isEqualTo("e-1");
    assertThat(stored.getFirst("Dead-Letter-Sequence")).isEqualTo("17");
    assertThat(stored.getFirst("Dead-Letter-Subject")).isEqualTo("in.a");
    assertThat(stored.getFirst("Dead-Letter-Message-Id")).isEqualTo("m-1");
    assertThat(stored.getFirst("Dead-Letter-Attempts")).isEqualTo("5");
    assertThat(stored.getFirst("Dead-Letter-Deliveries")).isEqualTo("6");
    assertThat(stored.getFirst("Dead-Letter-Error-Class")).isEqualTo("RETRIES_EXHAUSTED");
    assertThat(stored.getFirst("Dead-Letter-Error-Code")).isEqualTo("BOOM");
    assertThat(stored.getFirst("Dead-Letter-Error-Message"))
        .isEqualTo("orderId is missing?: s?nd it");
    assertThat(stored.getFirst("Dead-Letter-Generation")).isEqualTo("1");
    assertThat(stored.getFirst("Dead-Letter-Time")).isEqualTo(NOW.toString());
  }

  @Test
  void same_record_given_up_twice_is_stored_once_and_both_are_confirmed() throws Exception {
    Delivery delivery = delivery(17, Map.of(), new byte[] {1});

    letters("dead.in").store(delivery, REASON);
    letters("dead.in").store(delivery, REASON);

    assertThat(nats.management().getStreamInfo("DEAD").getStreamState().getMsgCount()).isOne();
  }

  @Test
  void duplicate_whose_stored_copy_is_gone_is_not_confirmed() throws Exception {
    Delivery delivery = delivery(17, Map.of(), new byte[] {1});
    letters("dead.in").store(delivery, REASON);
    boolean deleted = nats.management().deleteMessage("DEAD", 1);
    assertThat(deleted).isTrue();

    assertThatThrownBy(() -> letters("dead.in").store(delivery, REASON))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void missing_stream_destination_or_room_is_not_confirmed_and_named() throws Exception {
    Delivery delivery = delivery(17, Map.of(), new byte[] {1});

    assertThatThrownBy(() -> letters("nowhere").store(delivery, REASON))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("IN/17")
        .hasMessageContaining("nowhere");
    assertThatThrownBy(() -> letters(null).store(delivery, REASON))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("configure onFailure");
    Delivery tooLarge = delivery(18, Map.of(), new byte[8 * 1024 * 1024]);
    assertThatThrownBy(() -> letters("dead.in").store(tooLarge, REASON))
        .as("payload and headers are over max_payload")
        .isInstanceOf(StoreUnavailableException.class);
  }

  private DeadLetters letters(@Nullable String subject) throws Exception {
    return new StoredDeadLetters(
        "payment",
        "payment",
        subject == null
            ? Optional.empty()
            : Optional.of(new JetStreamEntrySender(nats.connection(), subject)),
        Optional.empty(),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Delivery delivery(long sequence, Map<String, List<String>> headers, byte[] data) {
    return new Delivery(
        "IN",
        "e-1",
        sequence,
        "in.a",
        new Headers(headers),
        data,
        Instant.EPOCH,
        6,
        0,
        new ReplySubject("$JS.ACK"));
  }
}
