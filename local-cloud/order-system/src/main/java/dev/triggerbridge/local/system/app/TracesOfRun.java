package dev.triggerbridge.local.system.app;

import dev.triggerbridge.local.system.simulate.ProducerTraces;
import dev.triggerbridge.local.zipkin.LocalZipkin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the traces of a run go.
 *
 * @param zipkin null for nowhere
 */
record TracesOfRun(@Nullable LocalZipkin zipkin) implements AutoCloseable {
  /** Does not wait for Zipkin: it starts beside everything else. */
  static TracesOfRun start(boolean wanted, Path logs) throws IOException, InterruptedException {
    return new TracesOfRun(wanted ? LocalZipkin.start(logs.resolve("zipkin.log")) : null);
  }

  @Nullable URI otlp() {
    return zipkin == null ? null : zipkin.otlp();
  }

  ProducerTraces producer() {
    return zipkin == null ? ProducerTraces.OFF : ProducerTraces.to(zipkin.otlp());
  }

  /** Waits for Zipkin and says where it is. */
  void announce(Consumer<String> say) throws IOException, InterruptedException {
    if (zipkin != null) {
      say.accept("traces are at " + zipkin.await().url() + "/zipkin/");
    }
  }

  Map<String, String> environment() {
    return zipkin == null
        ? Map.of()
        : Map.of(
            "ZIPKIN_URL",
            zipkin.url() + "/zipkin/",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            zipkin.otlp().toString());
  }

  @Override
  public void close() {
    if (zipkin != null) {
      zipkin.close();
    }
  }
}
