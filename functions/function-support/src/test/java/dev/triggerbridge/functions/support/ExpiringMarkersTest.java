package dev.triggerbridge.functions.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.triggerbridge.local.aws.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class ExpiringMarkersTest {
  // Of today: DynamoDB Local deletes what has expired by the machine's clock, in mid-test too.
  private static final Instant ORIGIN =
      Instant.now().truncatedTo(ChronoUnit.SECONDS).plusMillis(500);
  private static final Duration HORIZON = Duration.ofHours(24);
  private static final List<OutputEvent> EVENTS = List.of(event("e-1"));

  private static DynamoDbLocal local;
  private static DynamoDbClient client;

  private Instant now = ORIGIN.plusSeconds(1);
  private ExpiringMarkers markers;

  @BeforeAll
  static void start() {
    local = DynamoDbLocal.start(null);
    client = local.client();
    local.createTable("markers", "pk", null, "expiresAt");
  }

  @BeforeEach
  void useTable() {
    markers = new ExpiringMarkers(FunctionClients.enhanced(client), "markers", HORIZON, () -> now);
  }

  @AfterAll
  static void close() {
    client.close();
    local.close();
  }

  @Test
  void duplicate_returns_the_events_stored_first() {
    assertThat(markers.once("a", "h", ORIGIN, EVENTS)).isEqualTo(Outcome.ok(EVENTS));
    assertThat(markers.once("a", "h", ORIGIN, List.of(event("other"))))
        .isEqualTo(Outcome.markerHit(EVENTS));
  }

  @Test
  void same_id_with_another_hash_is_rejected() {
    markers.once("b", "h", ORIGIN, EVENTS);

    assertThat(markers.once("b", "other", ORIGIN, EVENTS))
        .isInstanceOfSatisfying(
            Outcome.Reject.class,
            reject -> assertThat(reject.code()).isEqualTo("CONFLICTING_DUPLICATE"));
  }

  @Test
  void marker_holds_to_the_last_moment_of_the_horizon_and_the_record_is_rejected_after_it() {
    markers.once("c", "h", ORIGIN, EVENTS);

    now = ORIGIN.plus(HORIZON);
    assertThat(markers.once("c", "h", ORIGIN, EVENTS)).isEqualTo(Outcome.markerHit(EVENTS));
    now = ORIGIN.plus(HORIZON).plusMillis(1);
    assertThat(markers.once("c", "h", ORIGIN, EVENTS))
        .isInstanceOfSatisfying(
            Outcome.Reject.class, reject -> assertThat(reject.code()).isEqualTo("PAST_HORIZON"));
  }

  @Test
  void expired_marker_that_dynamodb_has_not_deleted_yet_counts_as_absent() {
    markers.once("d", "h", ORIGIN, EVENTS);
    now = now.plus(HORIZON).plusSeconds(2);
    List<OutputEvent> later = List.of(event("later"));

    assertThat(markers.once("d", "h2", now, later)).isEqualTo(Outcome.ok(later));
  }

  @Test
  void one_of_many_concurrent_duplicates_is_first() throws Exception {
    Callable<Outcome> once = () -> markers.once("e", "h", ORIGIN, EVENTS);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      long fresh = 0;
      for (Future<Outcome> outcome : threads.invokeAll(Collections.nCopies(32, once))) {
        fresh += outcome.get().equals(Outcome.ok(EVENTS)) ? 1 : 0;
      }
      assertThat(fresh).isEqualTo(1);
    }
  }

  private static OutputEvent event(String id) {
    return new OutputEvent(id, "s", "x.Y", ByteString.copyFromUtf8(id));
  }
}
