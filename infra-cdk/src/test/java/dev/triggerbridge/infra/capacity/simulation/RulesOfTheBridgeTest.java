package dev.triggerbridge.infra.capacity.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The rules that the simulation repeats, beside the bridge's own classes, which Maven has built
 * before this module.
 */
class RulesOfTheBridgeTest {
  private static final String FLOW = "dev.triggerbridge.bridge.flow.";
  private static final long SEED = 11;
  private static final int STEPS = 20_000;

  private URLClassLoader bridge;

  @BeforeEach
  void open_the_bridge() throws Exception {
    URL classes = Path.of("../trigger-bridge/target/classes/").toRealPath().toUri().toURL();
    bridge = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
  }

  @AfterEach
  void close_the_bridge() throws Exception {
    bridge.close();
  }

  @Test
  void limit_is_that_of_the_bridge_after_any_signals() throws Exception {
    Class<?> type = bridge.loadClass(FLOW + "AimdLimit");
    Object theirs = type.getConstructor(int.class).newInstance(50);
    Method current = type.getMethod("current");
    Method rampUp = type.getMethod("rampUp");
    Method ended =
        type.getMethod(
            "ended", bridge.loadClass(FLOW + "Signal"), long.class, long.class, boolean.class);
    Limit ours = new Limit(50);
    SplittableRandom random = new SplittableRandom(SEED);
    long now = 0;
    int lowest = 50;

    for (int i = 0; i < STEPS; i++) {
      now += random.nextLong(20 * Agenda.MILLI);
      long started = now - random.nextLong((i / 500 % 3 + 1L) * 100 * Agenda.MILLI);
      Limit.Signal signal = signal(random, 3);
      boolean busy = random.nextBoolean();
      ended.invoke(theirs, theirSignal(signal), started, now, busy);
      ours.ended(signal, started, now, busy);
      if (random.nextInt(500) == 0) {
        rampUp.invoke(theirs);
        ours.rampUp();
      }
      lowest = Math.min(lowest, ours.current());
      assertThat(ours.current()).as("seed %d, step %d", SEED, i).isEqualTo(current.invoke(theirs));
    }
    assertThat(lowest).isLessThan(10);
  }

  @Test
  void breaker_is_that_of_the_bridge_after_any_signals() throws Exception {
    Class<?> settings = bridge.loadClass(FLOW + "BreakerSettings");
    Class<?> type = bridge.loadClass(FLOW + "CircuitBreaker");
    Class<?> signals = bridge.loadClass(FLOW + "Signal");
    Object theirs =
        type.getConstructor(settings).newInstance(settings.getField("DEFAULT").get(null));
    Method ended = type.getMethod("ended", signals, long.class, long.class);
    Method probed = type.getMethod("probed", signals, long.class);
    Breaker ours = new Breaker();
    SplittableRandom random = new SplittableRandom(SEED);
    long now = 0;

    for (int i = 0; i < STEPS; i++) {
      now += random.nextLong(500 * Agenda.MILLI);
      Breaker.Admission admission = ours.admit(now);
      assertThat(admission.name())
          .as("seed %d, step %d", SEED, i)
          .isEqualTo(type.getMethod("admit", long.class).invoke(theirs, now).toString());
      long started = now;
      now += random.nextLong(500 * Agenda.MILLI);
      Limit.Signal signal = signal(random, i / 100 % 2 == 0 ? 2 : 10);
      if (admission == Breaker.Admission.PROBE) {
        ours.probed(signal, now);
        probed.invoke(theirs, theirSignal(signal), now);
      } else if (admission == Breaker.Admission.ADMITTED) {
        ours.ended(signal, started, now);
        ended.invoke(theirs, theirSignal(signal), started, now);
      }
      assertThat(ours.state().name()).isEqualTo(type.getMethod("state").invoke(theirs).toString());
    }
    assertThat(ours.openings()).isGreaterThan(10);
  }

  private Object theirSignal(Limit.Signal signal) throws Exception {
    return Arrays.stream(bridge.loadClass(FLOW + "Signal").getEnumConstants())
        .filter(constant -> constant.toString().equals(signal.name()))
        .findFirst()
        .orElseThrow();
  }

  /** One of so many is throttled. */
  private static Limit.Signal signal(SplittableRandom random, int oneOf) {
    return random.nextInt(50) == 0
        ? Limit.Signal.NONE
        : random.nextInt(oneOf) == 0 ? Limit.Signal.THROTTLED : Limit.Signal.SUCCEEDED;
  }
}
