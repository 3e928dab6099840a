package dev.triggerbridge.functions.support.tracing;

import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;

/** Found by OpenTelemetry's exporter as a service. */
public final class UrlConnectionSenderProvider implements HttpSenderProvider {
  /** For the service loader. */
  public UrlConnectionSenderProvider() {}

  @Override
  public HttpSender createSender(HttpSenderConfig config) {
    return new UrlConnectionSender(config);
  }
}
