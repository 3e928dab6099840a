package dev.triggerbridge.local.chaos.stack;

import dev.triggerbridge.local.nats.NatsServer;
import dev.triggerbridge.local.nats.NatsServerOptions;
import dev.triggerbridge.local.proxy.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** One nats-server, or three as a cluster, each with a proxy in front of its client port. */
public final class NatsServers implements AutoCloseable {
  private final List<NatsServer> servers;
  private final List<TcpProxy> proxies;

  private NatsServers(List<NatsServer> servers) {
    this.servers = List.copyOf(servers);
    this.proxies = servers.stream().map(server -> TcpProxy.start(server.port())).toList();
  }

  /** Starts them side by side and returns when each is ready. */
  static NatsServers start(Path directory, int count) throws IOException, InterruptedException {
    if (count == 1) {
      return one(NatsServerOptions.in(directory));
    }
    List<Integer> routes = freePorts(count);
    String peers =
        routes.stream()
            .map(port -> "nats://127.0.0.1:" + port)
            .collect(Collectors.joining(", ", "[", "]"));
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<NatsServer>> starts = new ArrayList<>();
      for (int route : routes) {
        // Clients that were told the other addresses would go past the proxies.
        String cluster =
            """
            cluster {
              name: chaos
              listen: "127.0.0.1:%d"
              routes: %s
              no_advertise: true
            }
            """
                .formatted(route, peers);
        NatsServerOptions options =
            NatsServerOptions.in(directory.resolve("node-" + route)).withConfiguration(cluster);
        starts.add(starting.submit(() -> NatsServer.start(options)));
      }
      List<NatsServer> servers = new ArrayList<>();
      for (Future<NatsServer> start : starts) {
        servers.add(start.get());
      }
      return new NatsServers(servers);
    } catch (ExecutionException e) {
      throw new IOException("a node did not start", e.getCause());
    }
  }

  /** Starts one and returns when it is ready. */
  static NatsServers one(NatsServerOptions options) {
    return new NatsServers(List.of(NatsServer.start(options)));
  }

  /** The servers, one or three. */
  public List<NatsServer> servers() {
    return servers;
  }

  /** The proxies, in the order of the servers. */
  public List<TcpProxy> proxies() {
    return proxies;
  }

  /** Addresses past the proxies, for what must not be broken. */
  public String[] directUrls() {
    return servers.stream().map(NatsServer::url).toArray(String[]::new);
  }

  /** Addresses through the proxies, separated by commas. */
  String proxiedUrls() {
    return proxies.stream()
        .map(proxy -> "nats://127.0.0.1:" + proxy.port())
        .collect(Collectors.joining(","));
  }

  @Override
  public void close() {
    proxies.forEach(TcpProxy::close);
    servers.forEach(NatsServer::close);
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    List<Integer> ports = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
    return ports;
  }
}
