package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.console.StatusJson;
import dev.triggerbridge.bridge.console.StatusSource;
import dev.triggerbridge.bridge.nats.ControlService;
import dev.triggerbridge.bridge.nats.NatsSession;
import dev.triggerbridge.bridge.nats.PauseSwitches;
import dev.triggerbridge.bridge.telemetry.LogLevels;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets this replica be asked and paused from elsewhere. Thread-safe. */
final class Control implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  /** What a watch missed, around a lost connection, is seen this much later. */
  private static final long LOOK_UP_SECONDS = 5;

  private final PauseSwitches switches;
  private final Mappings mappings;
  private final ControlService service;
  private final ScheduledFuture<?> lookingUp;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final ReentrantLock oneByOne = new ReentrantLock();
  private volatile @Nullable AutoCloseable watch;

  private Control(
      NatsSession nats,
      String instance,
      StatusSource source,
      Mappings mappings,
      LogLevels levels,
      ScheduledExecutorService timer) {
    this.switches = nats.pauses();
    this.mappings = mappings;
    this.service =
        nats.serve(Version.semantic(), instance, replica(source, mappings, levels, instance));
    this.lookingUp =
        timer.scheduleWithFixedDelay(
            this::changed, LOOK_UP_SECONDS, LOOK_UP_SECONDS, TimeUnit.SECONDS);
  }

  /** Follows what is paused from now on, and answers. */
  static Control start(
      NatsSession nats,
      String instance,
      StatusSource source,
      Mappings mappings,
      LogLevels levels,
      ScheduledExecutorService timer) {
    Control control = new Control(nats, instance, source, mappings, levels, timer);
    control.changed();
    return control;
  }

  @Override
  public void close() throws Exception {
    lookingUp.cancel(false);
    service.close();
    AutoCloseable open = watch;
    if (open != null) {
      open.close();
    }
  }

  /** The timer and the client's threads must not wait for an answer. */
  private void changed() {
    if (waiting.compareAndSet(false, true)) {
      Thread.ofVirtual().name("pauses").start(this::read);
    }
  }

  private void read() {
    oneByOne.lock();
    try {
      // Before reading: what changes meanwhile has to be read again.
      waiting.set(false);
      if (watch == null) {
        watch = switches.watch(this::changed);
      }
      mappings.paused(switches.paused());
    } catch (IOException e) {
      LOG.debug("cannot look up which mappings are paused", e);
    } finally {
      oneByOne.unlock();
    }
  }

  private static ControlService.Replica replica(
      StatusSource source, Mappings mappings, LogLevels levels, String instance) {
    return new ControlService.Replica() {
      @Override
      public byte[] status() {
        return StatusJson.full(source.status());
      }

      @Override
      public String logLevel(String request) {
        return LogLevelRequest.answer(request, levels, instance);
      }

      @Override
      public boolean hasMapping(String name) {
        return mappings.has(name);
      }
    };
  }
}
