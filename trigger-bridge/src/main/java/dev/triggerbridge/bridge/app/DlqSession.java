package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.deadletter.DeadLetterQueue;
import dev.triggerbridge.bridge.deadletter.StoredEntry;
import dev.triggerbridge.bridge.nats.NatsSession;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Consumer;

/** A connection for one command on dead letters. Methods block. */
final class DlqSession implements AutoCloseable {
  private final BridgeConfig config;
  private final NatsSession nats;
  private final DeadLetterQueue queue;

  private DlqSession(BridgeConfig config, NatsSession nats, DeadLetterQueue queue) {
    this.config = config;
    this.nats = nats;
    this.queue = queue;
  }

  static DlqSession open(BridgeConfig config) throws IOException, InterruptedException {
    NatsSession nats = NatsSession.connect(Translation.nats(config.nats()));
    return new DlqSession(config, nats, nats.deadLetters(Clock.systemUTC()));
  }

  DeadLetterQueue queue() {
    return queue;
  }

  NatsSession nats() {
    return nats;
  }

  /** Shows the selected entries, oldest first under each subject. */
  void forEach(DlqSelection selection, Consumer<StoredEntry> visitor) throws IOException {
    for (String subject : selection.subjects(config)) {
      queue.forEach(subject, selection.filter(), visitor);
    }
  }

  @Override
  public void close() throws InterruptedException {
    nats.close();
  }
}
