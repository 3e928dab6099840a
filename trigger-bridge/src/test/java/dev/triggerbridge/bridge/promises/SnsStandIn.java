package dev.triggerbridge.bridge.promises;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The Publish action of SNS's Query API, with its default limit, for one topic. */
final class SnsStandIn implements AutoCloseable {
  static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:dead-letters";
  private static final int MAXIMUM_MESSAGE_SIZE = 262_144;

  private final HttpServer server;
  private final List<String> messages = new CopyOnWriteArrayList<>();

  SnsStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What was published. */
  List<String> messages() {
    return List.copyOf(messages);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> form =
          form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      String message = form.getOrDefault("Message", "");
      if (!"Publish".equals(form.get("Action"))) {
        refuse(exchange, 400, "InvalidAction", "The action is not valid");
      } else if (!TOPIC.equals(form.get("TopicArn"))) {
        refuse(exchange, 404, "NotFound", "Topic does not exist");
      } else if (message.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_MESSAGE_SIZE) {
        refuse(exchange, 400, "InvalidParameter", "Invalid parameter: Message too long");
      } else {
        messages.add(message);
        answer(
            exchange,
            200,
            """
            <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
            <MessageId>%d</MessageId></PublishResult><ResponseMetadata><RequestId>r</RequestId>\
            </ResponseMetadata></PublishResponse>"""
                .formatted(messages.size()));
      }
    }
  }

  private static void refuse(HttpExchange exchange, int status, String code, String text)
      throws IOException {
    answer(
        exchange,
        status,
        """
        <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type>\
        <Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>"""
            .formatted(code, text));
  }

  private static void answer(HttpExchange exchange, int status, String xml) throws IOException {
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      form.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return form;
  }
}
