package dev.triggerbridge.bridge.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.triggerbridge.bridge.dispatch.Attempts;
import dev.triggerbridge.bridge.message.Delivery;
import dev.triggerbridge.bridge.message.Headers;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvAttemptStoreTest {
  @TempDir Path directory;

  @Test
  void attempts_are_shared_by_replicas_kept_by_mapping_and_forgotten() throws Exception {
    try (TestServer nats = new TestServer(directory)) {
      KvAttemptStore store = new KvAttemptStore(nats.connection(), "payment");
      Attempts saved = new Attempts(3, true, true, 7);
      assertThat(store.find(delivery(1))).isEqualTo(Attempts.NONE);

      store.save(delivery(1), saved);

      assertThat(new KvAttemptStore(nats.connection(), "payment").find(delivery(1)))
          .isEqualTo(saved);
      assertThat(new KvAttemptStore(nats.connection(), "audit").find(delivery(1)))
          .isEqualTo(Attempts.NONE);
      store.forget(delivery(1));
      assertThat(store.find(delivery(1))).isEqualTo(Attempts.NONE);
    }
  }

  private static Delivery delivery(long sequence) {
    return new Delivery(
        "IN",
        "e-1",
        sequence,
        "in.a",
        Headers.NONE,
        new byte[0],
        Instant.EPOCH,
        1,
        0,
        new ReplySubject("$JS.ACK"));
  }
}
