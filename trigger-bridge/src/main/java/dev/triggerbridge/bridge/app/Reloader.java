package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.BridgeConfigReader;
import dev.triggerbridge.bridge.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a changed configuration file in force, and one whose descriptor set or JSON Schemas have
 * changed. Content is compared, not times: so it sees files that are replaced, as Kubernetes
 * replaces those of a ConfigMap, and no edit without a change.
 */
final class Reloader {
  private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
  private static final long PERIOD_SECONDS = 2;

  private final Path file;
  private final Bridge bridge;
  private final Semaphore asked = new Semaphore(0);
  private Set<Path> referred;
  private Map<Path, ByteBuffer> seen;

  /** For a bridge that runs with what the file says now. */
  Reloader(Path file, Bridge bridge) throws IOException {
    this.file = file;
    this.bridge = bridge;
    this.referred = Contents.files(bridge.inForce());
    this.seen = Map.of();
    this.seen = look();
  }

  /** Goes on in a thread of its own until the process ends; returns at once. */
  void start() {
    Thread.ofVirtual().name("reloader").start(this::watch);
  }

  /** Reads the file at once, and says so in the log even if nothing has changed. */
  void reload() {
    asked.release();
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean wasAsked = asked.tryAcquire(PERIOD_SECONDS, TimeUnit.SECONDS);
        if (hasChanged() || wasAsked) {
          apply();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasChanged() {
    try {
      Map<Path, ByteBuffer> now = look();
      boolean changed = !now.equals(seen);
      seen = now;
      return changed;
    } catch (IOException e) {
      // It is being replaced, or gone: what is in force goes on, and the next look sees the rest.
      return false;
    }
  }

  private Map<Path, ByteBuffer> look() throws IOException {
    Map<Path, ByteBuffer> now = new HashMap<>();
    now.put(file, ByteBuffer.wrap(Files.readAllBytes(file)));
    for (Path other : referred) {
      now.put(other, contentOrLast(other));
    }
    return now;
  }

  /** A file that is missing for a moment has not changed. */
  private ByteBuffer contentOrLast(Path other) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(other));
    } catch (IOException e) {
      return seen.getOrDefault(other, ByteBuffer.allocate(0));
    }
  }

  private void apply() {
    try {
      BridgeConfig config = new BridgeConfigReader().read(file);
      // Before they are read, and also if they cannot be used: their correction has to be seen.
      referred = Contents.files(config);
      boolean unused = hasChanged();
      List<String> touched = bridge.change(config, Contents.read(file.toString(), config));
      bridge.reloaded(true);
      LOG.atInfo()
          .addKeyValue("changedMappings", String.join(",", touched))
          .log("the configuration was read again");
    } catch (InvalidConfigurationException | UsageException e) {
      bridge.reloaded(false);
      LOG.error(
          "the changed configuration is refused, the one before stays in force: {}",
          Failures.reason(e));
    } catch (RuntimeException e) {
      bridge.reloaded(false);
      LOG.error("the changed configuration could not be put in force", e);
    }
  }
}
