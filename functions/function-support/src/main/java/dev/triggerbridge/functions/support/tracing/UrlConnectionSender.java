package dev.triggerbridge.functions.support.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Sends in the calling thread by the JDK's URL connection: the function waits for its spans to be
 * out anyway, and this client starts fastest.
 */
final class UrlConnectionSender implements HttpSender {
  private final HttpSenderConfig config;

  UrlConnectionSender(HttpSenderConfig config) {
    this.config = config;
  }

  @Override
  public void send(
      MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
    try {
      onResponse.accept(send(message));
    } catch (IOException e) {
      onError.accept(e);
    }
  }

  private Response send(MessageWriter message) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) config.getEndpoint().toURL().openConnection();
    connection.setConnectTimeout(Math.toIntExact(config.getConnectTimeout().toMillis()));
    connection.setReadTimeout(Math.toIntExact(config.getTimeout().toMillis()));
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", config.getContentType());
    Map<String, List<String>> headers = config.getHeadersSupplier().get();
    if (headers != null) {
      headers.forEach(
          (name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
    }
    connection.setFixedLengthStreamingMode(message.getContentLength());
    try (OutputStream output = connection.getOutputStream()) {
      message.writeMessage(output);
    }
    int status = connection.getResponseCode();
    try (InputStream body =
        status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
      return new Response(
          status,
          Objects.requireNonNullElse(connection.getResponseMessage(), ""),
          body == null ? new byte[0] : body.readAllBytes());
    }
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
  private record Response(int status, String message, byte[] body) implements HttpResponse {
    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return message;
    }

    @Override
    public byte[] getResponseBody() {
      return body;
    }
  }
}
