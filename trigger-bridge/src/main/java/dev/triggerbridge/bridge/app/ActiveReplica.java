package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.ReplicaLease;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a mapping that keeps order work only while this replica holds its lease: two that read one
 * consumer could not keep an order between them. One thread.
 */
final class ActiveReplica implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveReplica.class);

  private final String mapping;
  private final NatsSession nats;
  private final CountDownLatch stopping;
  private final CountDownLatch drained;
  private final Work work;

  /**
   * Begins nothing yet.
   *
   * @param stopping ends waiting for the lease
   * @param drained ends holding it: not before the last record is settled or handed back
   */
  ActiveReplica(
      String mapping,
      NatsSession nats,
      CountDownLatch stopping,
      CountDownLatch drained,
      Work work) {
    this.mapping = mapping;
    this.nats = nats;
    this.stopping = stopping;
    this.drained = drained;
    this.work = work;
  }

  /** Returns when the mapping has stopped. */
  @Override
  public void run() {
    try {
      while (stopping.getCount() > 0) {
        if (!hold()) {
          work.standsBy();
          boolean unused = waits(stopping, ReplicaLease.RENEWAL);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Works as long as the lease is this replica's; false if it was not to be had. */
  private boolean hold() throws InterruptedException {
    ReplicaLease lease;
    try {
      lease = nats.lease(mapping);
      if (!lease.tryAcquire()) {
        return false;
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("mapping {}: the lease cannot be asked for: {}", mapping, Failures.reason(e));
      return false;
    }
    LOG.info("mapping {}: this replica works on it now", mapping);
    work.begins();
    try {
      while (!waits(drained, ReplicaLease.RENEWAL)) {
        if (!lease.renew()) {
          LOG.warn("mapping {}: another replica may work on it now; this one stops", mapping);
          work.ends();
          return true;
        }
      }
    } finally {
      lease.release();
    }
    return true;
  }

  private static boolean waits(CountDownLatch latch, Duration most) throws InterruptedException {
    return latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What the lease allows. */
  interface Work {
    /** The lease is another replica's. */
    void standsBy();

    /** It is this one's: begins, in threads of its own. */
    void begins();

    /** It is no longer: ends at once. */
    void ends();
  }
}
