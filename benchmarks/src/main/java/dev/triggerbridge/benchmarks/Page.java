package dev.triggerbridge.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where a page of results goes. */
final class Page {
  private Page() {}

  /**
   * Prints the page, and writes it too if a file is named, whose folder is made if there is none.
   */
  static void publish(String page, @Nullable Path out) throws IOException {
    System.out.println();
    System.out.println(page);
    if (out != null) {
      Files.createDirectories(out.toAbsolutePath().getParent());
      Files.writeString(out, page);
    }
  }
}
