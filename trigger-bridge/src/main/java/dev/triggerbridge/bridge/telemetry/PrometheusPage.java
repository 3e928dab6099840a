package dev.triggerbridge.bridge.telemetry;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.OutputStream;

/** The metrics as a scraper reads them. Thread-safe. */
public final class PrometheusPage {
  private final ExpositionFormats formats = ExpositionFormats.init();
  private final PrometheusRegistry registry;

  PrometheusPage(PrometheusRegistry registry) {
    this.registry = registry;
  }

  /** The Content-Type for an Accept header; empty if there was none. */
  public String contentType(String accept) {
    return writer(accept).getContentType();
  }

  /** Writes every metric in the format that {@link #contentType} names. */
  public void write(String accept, OutputStream out) throws IOException {
    writer(accept).write(out, registry.scrape());
  }

  /** Protobuf for who asks for it: native histograms are in no text. */
  private ExpositionFormatWriter writer(String accept) {
    if (formats.getPrometheusProtobufWriter().accepts(accept)) {
      return formats.getPrometheusProtobufWriter();
    }
    return formats.getOpenMetricsTextFormatWriter().accepts(accept)
        ? formats.getOpenMetricsTextFormatWriter()
        : formats.getPrometheusTextFormatWriter();
  }
}
