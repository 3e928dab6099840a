package dev.triggerbridge.local.system.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Remembers the most memory that this process and all below it used together, sampled now and then
 * from {@code /proc}; 0 on systems without it. Pages that processes share count once (PSS).
 */
public final class MemoryWatch implements AutoCloseable {
  // The kernel walks every page of a process for its PSS.
  private static final int PAUSE_SECONDS = 5;

  private final AtomicLong peak = new AtomicLong();
  private final Thread sampler;

  private MemoryWatch() {
    sampler = Thread.ofVirtual().name("memory-watch").start(this::sample);
  }

  /** Starts sampling. */
  public static MemoryWatch start() {
    return new MemoryWatch();
  }

  /** The largest sample so far. */
  public long peakBytes() {
    return peak.get();
  }

  @Override
  public void close() {
    sampler.interrupt();
  }

  private void sample() {
    try {
      while (true) {
        peak.accumulateAndGet(now(), Math::max);
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static long now() {
    ProcessHandle self = ProcessHandle.current();
    return Stream.concat(Stream.of(self), self.descendants())
        .mapToLong(process -> bytes(process.pid()))
        .sum();
  }

  private static long bytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (IOException | RuntimeException gone) {
      return 0;
    }
  }
}
