package dev.triggerbridge.bridge.console;

import java.io.IOException;
import java.io.OutputStream;

/** Who writes the metrics in a format that the scraper accepts. Called from any thread. */
public interface MetricsPage {
  /** The Content-Type for a request with this Accept header; empty if it had none. */
  String contentType(String accept);

  /** Writes all metrics in the format of {@link #contentType}. */
  void write(String accept, OutputStream out) throws IOException;
}
