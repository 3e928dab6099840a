package dev.triggerbridge.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;

class AotCacheTest {
  @TempDir Path folder;

  @Test
  void first_use_makes_a_cache_that_the_jvm_accepts_and_later_services_find() throws IOException {
    LocalFunction function =
        Sample.function("sample", folder).withTrainingEvent("\"print training\"");
    try (LambdaService service = LambdaService.start(options());
        LambdaClient client = Sample.client(service.endpoint())) {
      service.register(function);
      assertThat(Sample.answer(client, "sample", "hello")).isEqualTo("\"hello\"");
    }
    Path cache = onlyCache();
    Object written = Files.getLastModifiedTime(cache);

    // With this mode the JVM does not start when it cannot use the cache.
    LocalFunction strict = function.withEnvironment(Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"));
    try (LambdaService service = LambdaService.start(options());
        LambdaClient client = Sample.client(service.endpoint())) {
      service.register(strict);
      assertThat(Sample.answer(client, "sample", "hello")).isEqualTo("\"hello\"");
    }
    assertThat(onlyCache()).isEqualTo(cache);
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(written);
  }

  private LambdaServiceOptions options() {
    return Sample.options(folder).withAotCache(true);
  }

  private Path onlyCache() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      return files
          .filter(file -> file.getFileName().toString().equals("function.aot"))
          .reduce(
              (first, second) -> {
                throw new AssertionError("two caches");
              })
          .orElseThrow();
    }
  }
}
