package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.KeyValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaLeaseTest {
  @TempDir private Path folder = Path.of("");
  private final AtomicLong now = new AtomicLong();
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = new TestServer(folder);
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void one_replica_has_the_lease_and_the_next_one_gets_it_when_it_is_released() throws Exception {
    ReplicaLease first = lease("orders");
    ReplicaLease second = lease("orders");

    assertThat(first.tryAcquire()).isTrue();
    assertThat(second.tryAcquire()).isFalse();
    assertThat(lease("others").tryAcquire()).as("each mapping has its own").isTrue();
    assertThat(first.renew()).isTrue();

    first.release();

    assertThat(second.tryAcquire()).isTrue();
    assertThat(first.renew()).isFalse();
  }

  @Test
  void lease_of_a_replica_that_died_expires() throws Exception {
    assertThat(lease("orders").tryAcquire()).isTrue();
    ReplicaLease second = lease("orders");

    await().atMost(Duration.ofSeconds(40)).until(second::tryAcquire);
  }

  @Test
  void replica_whose_lease_was_taken_learns_it_at_the_next_renewal() throws Exception {
    ReplicaLease first = lease("orders");
    assertThat(first.tryAcquire()).isTrue();
    KeyValue bucket = server.connection().keyValue("trigger-bridge-leases");
    bucket.purge("orders");
    assertThat(lease("orders").tryAcquire()).isTrue();

    assertThat(first.renew()).isFalse();
    assertThat(first.renew()).as("for good").isFalse();
  }

  @Test
  void replica_that_cannot_renew_gives_up_before_the_others_may_begin() throws Exception {
    ReplicaLease cutOff = lease("orders");
    assertThat(cutOff.tryAcquire()).isTrue();
    server.connection().close();

    now.addAndGet(Duration.ofSeconds(5).toNanos());
    assertThat(cutOff.renew()).isTrue();
    now.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(cutOff.renew()).isFalse();
  }

  private ReplicaLease lease(String mapping) throws Exception {
    return new ReplicaLease(server.connection(), mapping, now::get);
  }
}
