package dev.triggerbridge.bridge.app;

import dev.triggerbridge.bridge.console.MetricsPage;
import dev.triggerbridge.bridge.telemetry.PrometheusPage;
import java.io.IOException;
import java.io.OutputStream;

/** Lets the console serve the metrics although neither package knows the other. */
record MetricsAdapter(PrometheusPage page) implements MetricsPage {
  @Override
  public String contentType(String accept) {
    return page.contentType(accept);
  }

  @Override
  public void write(String accept, OutputStream out) throws IOException {
    page.write(accept, out);
  }
}
