package dev.triggerbridge.bridge.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code tracing}. */
final class TracingReader {
  private TracingReader() {}

  static TracingConfig read(Section section) {
    Optional<URI> endpoint =
        HttpAddress.read(
            section,
            "is not the http or https address of an OTLP receiver",
            "Write one such as http://127.0.0.1:4318, a token as a property of headers; leave it out"
                + " for no traces");
    double ratio = ratio(section);
    String service = section.text("serviceName").orElse("trigger-bridge");
    Section headers = section.section("headers");
    Map<String, Secret> secrets = new LinkedHashMap<>();
    for (String name : headers.keys()) {
      headers.secret(name).ifPresent(value -> secrets.put(name, value));
    }
    Section attributes = section.section("resourceAttributes");
    Map<String, String> named = new LinkedHashMap<>();
    for (String name : attributes.keys()) {
      attributes.text(name).ifPresent(value -> named.put(name, value));
    }
    section.rejectUnknownKeys();
    return new TracingConfig(endpoint, ratio, service, secrets, named);
  }

  private static double ratio(Section section) {
    Optional<Section.Item> item = section.item("sampleRatio");
    if (item.isEmpty()) {
      return 1;
    }
    try {
      double ratio = Double.parseDouble(item.get().text());
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // Reported below.
    }
    section.problem(
        item.get(), "is not a number from 0 to 1", "Write 0.1 to keep one trace in ten");
    return 1;
  }
}
