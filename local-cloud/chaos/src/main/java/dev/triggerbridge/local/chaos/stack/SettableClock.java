package dev.triggerbridge.local.chaos.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** The wall clock of processes that libfaketime is loaded into, set through a file. */
public final class SettableClock {
  private final Path library;
  private final Path offset;

  private SettableClock(Path library, Path offset) {
    this.library = library;
    this.offset = offset;
  }

  /**
   * A clock that shows the real time until it is set.
   *
   * @param folder for its file and, while it is fetched, the library
   * @return empty where libfaketime cannot be had
   */
  static Optional<SettableClock> in(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Optional<Path> library = FakeTimeLibrary.find(folder);
    if (library.isEmpty()) {
      return Optional.empty();
    }
    SettableClock clock = new SettableClock(library.get(), folder.resolve("offset"));
    clock.step("+0");
    return Optional.of(clock);
  }

  /** Variables that give a process this clock. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", offset.toString(),
        "FAKETIME_CACHE_DURATION", "1",
        // Waiting must go on in real time. Before libfaketime's pull request 503 (June 2025) the
        // first variable alone makes every timed wait of a JVM return at once.
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }

  /**
   * Sets all clocks within about a second.
   *
   * @param seconds difference from the real time with its sign
   */
  public void step(String seconds) throws IOException {
    Path next = offset.resolveSibling("offset.next");
    Files.writeString(next, seconds + "\n");
    Files.move(next, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
