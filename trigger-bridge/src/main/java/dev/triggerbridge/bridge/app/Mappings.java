package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.config.BridgeConfig;
import dev.triggerbridge.bridge.config.MappingConfig;
import dev.triggerbridge.bridge.console.MappingStatus;
import dev.triggerbridge.bridge.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All mappings of the configuration that is in force. Changed by one at a time; thread-safe. */
final class Mappings {
  private static final Logger LOG = LoggerFactory.getLogger(Mappings.class);

  private final Common common;
  private final List<MappingSlot> ending = new CopyOnWriteArrayList<>();
  private volatile Map<String, MappingSlot> slots;
  private volatile BridgeConfig config;
  private volatile Contents contents;
  private volatile @Nullable Connected connected;
  private volatile Set<String> paused = Set.of();

  Mappings(BridgeConfig config, Contents contents, Common common) {
    this.common = common;
    this.config = config;
    this.contents = contents;
    Map<String, MappingSlot> made = new LinkedHashMap<>();
    for (MappingConfig mapping : config.mappings()) {
      made.put(mapping.name(), slot(mapping, config, contents));
    }
    this.slots = made;
  }

  /** What is in force. */
  BridgeConfig config() {
    return config;
  }

  /** What the configuration in force refers to. */
  Contents contents() {
    return contents;
  }

  boolean has(String name) {
    return slots.containsKey(name);
  }

  void waitFor(String what) {
    slots.values().forEach(slot -> slot.waitsFor(what));
  }

  synchronized void begin(Connected to, Set<String> nowPaused) {
    connected = to;
    paused = nowPaused;
    slots.values().forEach(slot -> begin(slot, to, () -> {}));
  }

  /** These are paused, and no others. */
  synchronized void paused(Set<String> now) {
    paused = now;
    slots.forEach((name, slot) -> slot.paused(now.contains(name)));
  }

  /**
   * Puts another configuration in force: mappings that are the same go on untouched, changed ones
   * drain and begin anew, those that are gone drain.
   *
   * @return the names of those that were touched
   */
  synchronized List<String> change(BridgeConfig to, Contents toContents) {
    Map<String, MappingSlot> before = slots;
    Map<String, MappingSlot> after = new LinkedHashMap<>();
    List<String> touched = new ArrayList<>();
    for (MappingConfig mapping : to.mappings()) {
      MappingSlot old = before.get(mapping.name());
      if (old != null && isSame(old.config(), mapping, to, toContents)) {
        after.put(mapping.name(), old);
        continue;
      }
      MappingSlot fresh = slot(mapping, to, toContents);
      fresh.waitsFor("finishes what is in flight under the configuration before");
      after.put(mapping.name(), fresh);
      touched.add(mapping.name());
    }
    slots = after;
    for (MappingSlot old : before.values()) {
      MappingSlot fresh = after.get(old.config().name());
      if (fresh != old) {
        ending.add(old);
      }
      if (fresh == null) {
        touched.add(old.config().name());
        Thread.ofVirtual().name("end-" + old.config().name()).start(() -> end(old));
      }
    }
    Connected working = connected;
    if (working != null) {
      for (MappingSlot fresh : after.values()) {
        MappingSlot old = before.get(fresh.config().name());
        if (fresh != old) {
          begin(fresh, working, old == null ? () -> {} : () -> end(old));
        }
      }
    }
    config = to;
    contents = toContents;
    return touched;
  }

  List<MappingStatus> statuses(boolean isConnected) {
    return slots.values().stream().map(slot -> slot.status(isConnected)).toList();
  }

  Collection<Telemetry.Standing> standings() {
    return slots.values().stream().map(MappingSlot::standing).flatMap(Optional::stream).toList();
  }

  /** Drains all side by side; blocks for up to the grace, and says how many records are left. */
  int stop(Duration grace) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<MappingSlot> all = new ArrayList<>(slots.values());
      all.addAll(ending);
      List<Future<Integer>> drains =
          all.stream().map(slot -> threads.submit(() -> slot.stop(grace))).toList();
      int left = 0;
      for (Future<Integer> each : drains) {
        left += each.get();
      }
      return left;
    } catch (ExecutionException e) {
      LOG.error("draining failed", e);
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private void end(MappingSlot old) {
    int unused = old.stop(MappingSlot.DRAIN);
    ending.remove(old);
  }

  private void begin(MappingSlot slot, Connected to, Runnable first) {
    slot.begin(to, paused.contains(slot.config().name()), first);
  }

  /** What payloads are decoded with, and their schema, may change without a change of the name. */
  private boolean isSame(
      MappingConfig before, MappingConfig now, BridgeConfig to, Contents toContents) {
    return before.equals(now)
        && (!Contents.decodes(now) || config.schemas().equals(to.schemas()))
        && contents.basis(config, before).equals(toContents.basis(to, now));
  }

  private MappingSlot slot(MappingConfig mapping, BridgeConfig of, Contents contents) {
    return new MappingSlot(mapping, () -> new MappingProcess(mapping, of, contents, common));
  }
}
