package dev.triggerbridge.local.debian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AptSourcesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"debian.sources", "debian.list"})
  void mirror_is_read_from_both_formats(String file) throws IOException {
    Path parts = Files.createDirectories(directory.resolve("sources.list.d"));
    Files.writeString(directory.resolve("sources.list"), "# moved\n");
    Files.writeString(
        parts.resolve(file),
        file.endsWith(".list")
            ? "deb [signed-by=/k.gpg] http://mirror.example/debian bookworm main\n"
            : "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n");
    assertThat(AptSources.mirror(directory)).contains("http://mirror.example/debian");
  }
}
