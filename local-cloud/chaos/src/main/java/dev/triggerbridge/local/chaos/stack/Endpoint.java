package dev.triggerbridge.local.chaos.stack;

import dev.triggerbridge.local.proxy.HttpProxy;
import dev.triggerbridge.local.proxy.TcpProxy;
import java.net.URI;

/**
 * A server's HTTP address with both proxies in front: connections are broken by the first, answers
 * by the second.
 *
 * @param tcp what clients connect to
 * @param http behind it
 */
public record Endpoint(TcpProxy tcp, HttpProxy http) implements AutoCloseable {
  static Endpoint before(URI server) {
    HttpProxy http = HttpProxy.start(server.getPort());
    return new Endpoint(TcpProxy.start(http.port()), http);
  }

  /** The address for clients. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + tcp.port());
  }

  @Override
  public void close() {
    tcp.close();
    http.close();
  }
}
